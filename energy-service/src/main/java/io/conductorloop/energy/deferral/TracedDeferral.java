package io.conductorloop.energy.deferral;

import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;

/** Counts deferral and leaves a span of each intent's waiting, when it is over. */
public final class TracedDeferral implements DeferralMetrics {
    private final DeferralMetrics metrics;
    private final Tracing tracing;

    public TracedDeferral(DeferralMetrics metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void held(int intents) {
        metrics.held(intents);
    }

    @Override
    public void passedOn() {
        metrics.passedOn();
    }

    @Override
    public void settled(HeldIntent intent, Settled settled, Duration late) {
        metrics.settled(intent, settled, late);
        String result = switch (intent.fate()) {
            case Fate.Waiting _ -> "waiting";
            case Fate.Released _ -> "released";
            case Fate.Superseded _ -> "superseded";
            case Fate.Cancelled _ -> "cancelled";
        };
        tracing.took(Step.WAIT, intent.intent().id(), intent.heldAt(), settled.at(), result);
    }

    @Override
    public void lostClaim() {
        metrics.lostClaim();
    }

    @Override
    public void restored(int intents) {
        metrics.restored(intents);
    }
}
