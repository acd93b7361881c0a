package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;

/** What became of one intent in the package store. */
public sealed interface Effect {
    /** The store holds the intent in this revision, written now or, for a redelivered intent, before. */
    record InRevision(String packageName, String revision) implements Effect {}

    /**
     * Somebody is to decide about a revision, and the same call is to be made once that has happened.
     *
     * @param included whether the intent takes effect in that revision; otherwise it waits behind it
     */
    record Awaiting(String packageName, String revision, boolean included) implements Effect {}

    /** The store already held a newer intent of the same target and type; nothing was changed. */
    record Outrun(IntentId by) implements Effect {}

    /** The store will never take this intent. */
    record Refused(Reason reason) implements Effect {}

    /** The store did not take the intent this time, or nobody knows; the same call may be made again. */
    record Unavailable(Reason reason) implements Effect {}
}
