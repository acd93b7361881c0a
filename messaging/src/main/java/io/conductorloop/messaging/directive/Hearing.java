package io.conductorloop.messaging.directive;

/** What became of a directive that was heard. */
public sealed interface Hearing {
    /** It is for another service. */
    record NotForUs() implements Hearing {}

    /**
     * It holds.
     *
     * @param clamped whether it went beyond the bounds and was taken back to them
     */
    record Taken(boolean clamped) implements Hearing {}

    /** It says nothing here. */
    record Refused(Cause cause) implements Hearing {}

    /** Why a directive is refused. */
    enum Cause {
        /** It cannot be read, or holds a figure that means nothing. */
        NONSENSE,
        /** Nobody whom this service listens to. */
        UNKNOWN_ADVISER,
        /** Its time is over. */
        EXPIRED,
        /** A newer one of the same adviser holds. */
        OUTDATED,
        /** Decided later than it can have been. */
        FROM_THE_FUTURE
    }
}
