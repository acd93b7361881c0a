package io.conductorloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step in the life of an intent, kept in its journal. Repeating an event changes nothing. */
public sealed interface IntentEvent {
    /** Whose step this is. */
    IntentId id();

    /** When the step was taken, by the clock of the service that took it. */
    Instant at();

    /** The state the intent is in after this step. */
    IntentState state();

    /**
     * The intent is durable in {@link Topics#RECEIVED}.
     *
     * @param source as in {@link RecordHeaders#SOURCE}
     * @param file the file's name, for an intent that came as a file
     * @param target the target, where the bytes tell it
     * @param sha256 of the intent's bytes, hexadecimal
     * @param size of the intent, bytes
     */
    record IntentReceived(
            IntentId id,
            Instant at,
            String source,
            @Nullable String file,
            @Nullable Target target,
            String sha256,
            long size)
            implements IntentEvent {
        @Override
        public IntentState state() {
            return IntentState.RECEIVED;
        }
    }

    /**
     * Validation has judged the intent. What it said stands for this copy of the intent, the one at {@code sequence}, in
     * every redelivery; a copy of the same intent at another sequence is not looked at again.
     *
     * @param state {@code ACCEPTED}, {@code DEFERRED} or {@code DUPLICATE}; a deferred intent becomes {@code ACCEPTED} when
     *     energy releases it
     * @param original the intent that a duplicate repeats
     */
    record IntentJudged(
            IntentId id,
            Instant at,
            long sequence,
            IntentState state,
            @Nullable IntentId original) implements IntentEvent {}

    /** The executor has taken the intent up, for the {@code attempt}-th time counting from one. */
    record IntentExecuting(IntentId id, Instant at, int attempt) implements IntentEvent {
        @Override
        public IntentState state() {
            return IntentState.EXECUTING;
        }
    }

    /** The {@code attempt}-th execution failed in passing; the next is due at {@code notBefore}. */
    record IntentRetrying(IntentId id, Instant at, int attempt, Instant notBefore, Reason reason)
            implements IntentEvent {
        @Override
        public IntentState state() {
            return IntentState.RETRYING;
        }
    }

    /**
     * The intent waits for somebody to decide about a package revision.
     *
     * @param packageName the package, as its store names it
     * @param revision the revision that was proposed
     * @param included whether the intent takes effect in it; otherwise its own is proposed once this one is decided
     */
    record IntentProposed(IntentId id, Instant at, String packageName, String revision, boolean included)
            implements IntentEvent {
        @Override
        public IntentState state() {
            return IntentState.PROPOSED;
        }

        /** One sentence for the intent's author. */
        public String message() {
            return included
                    ? "Proposed in revision " + revision + " of package " + packageName + "; somebody is to approve it"
                    : "Waits until somebody decides about revision " + revision + " of package " + packageName;
        }
    }

    /**
     * The intent has ended; also the event on {@link Topics#OUTCOMES}.
     *
     * @param service the service that ended it: {@code validation}, {@code energy} or {@code executor}
     * @param sequence offset in {@link Topics#RECEIVED}
     * @param source as in {@link RecordHeaders#SOURCE}
     * @param file the file's name, for an intent that came as a file
     * @param target the target, where the bytes tell it
     */
    record IntentFinished(
            IntentId id,
            Instant at,
            String service,
            long sequence,
            String source,
            @Nullable String file,
            @Nullable Target target,
            Outcome outcome)
            implements IntentEvent {
        @Override
        public IntentState state() {
            return outcome.state();
        }
    }
}
