package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Resolution.Awaited;
import io.conductorloop.executor.Resolution.Ended;
import io.conductorloop.executor.Resolution.Postponed;
import java.time.Instant;

/** Turns effects and decisions into resolutions. */
final class Resolver {
    /** What this service calls itself in the outcomes. */
    static final String SERVICE = "executor";

    private final RetryPolicy retries;

    Resolver(RetryPolicy retries) {
        this.retries = retries;
    }

    /** What an effect means for the intent that was tried. */
    Resolution resolve(DeliveredIntent intent, Effect effect, Instant now) {
        int attempts = intent.attempts() + 1;
        return switch (effect) {
            case Effect.InRevision(String packageName, String revision) ->
                ended(intent, new Outcome.Executed(packageName, revision), now);
            case Effect.Awaiting(String packageName, String revision, boolean included) ->
                new Awaited(intent, new IntentProposed(intent.id(), now, packageName, revision, included));
            case Effect.Outrun(IntentId by) -> ended(intent, new Outcome.Superseded(by), now);
            case Effect.Refused(Reason reason) -> ended(intent, new Outcome.Failed(reason, attempts), now);
            case Effect.Unavailable(Reason reason)
            when retries.isExhausted(attempts) -> ended(intent, new Outcome.Failed(reason, attempts), now);
            case Effect.Unavailable(Reason reason) -> postponed(intent, attempts, reason, now);
        };
    }

    /** What an effect on another intent of its facet means for one that the store was not given: no attempt is counted. */
    Resolution resolveUntried(DeliveredIntent intent, Effect effect, Instant now) {
        return effect instanceof Effect.Unavailable(Reason reason)
                ? untried(intent, reason, now)
                : resolve(intent, effect, now);
    }

    Ended superseded(DeliveredIntent intent, IntentId by, Instant now) {
        return ended(intent, new Outcome.Superseded(by), now);
    }

    Ended refused(DeliveredIntent intent, Reason reason, Instant now) {
        return ended(intent, new Outcome.Failed(reason, intent.attempts() + 1), now);
    }

    /** Due again soon, without counting an attempt, as none was made. */
    Postponed untried(DeliveredIntent intent, Reason reason, Instant now) {
        return postponed(intent, intent.attempts(), reason, now);
    }

    private Postponed postponed(DeliveredIntent intent, int attempts, Reason reason, Instant now) {
        Instant notBefore = now.plus(retries.delay(attempts));
        return new Postponed(intent, new IntentRetrying(intent.id(), now, attempts, notBefore, reason));
    }

    private static Ended ended(DeliveredIntent intent, Outcome outcome, Instant now) {
        return new Ended(
                intent,
                new IntentFinished(
                        intent.id(),
                        now,
                        SERVICE,
                        intent.sequence(),
                        intent.source(),
                        intent.file(),
                        intent.target(),
                        outcome),
                false);
    }
}
