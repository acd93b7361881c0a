package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.Fate;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.ReleasePlan;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deferred intent as REST shows it.
 *
 * @param intensityThen when it came, gCO2e/kWh
 * @param releaseAt when it is planned to go
 * @param releaseBy when it goes at the latest
 * @param why it waits or does not
 * @param expectedIntensity at the planned time, gCO2e/kWh
 * @param intensityAtOnce had it run when the plan was made, gCO2e/kWh
 * @param estimated whether these come from a model rather than a grid operator
 * @param intensity when it left, gCO2e/kWh
 * @param gramsSaved by waiting, CO2e, of the work that an intent is taken to set off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HeldView(
        String id,
        State state,
        String target,
        String type,
        int priority,
        @Nullable Instant deadline,
        Instant heldAt,
        @Nullable Double intensityThen,
        Instant releaseAt,
        Instant releaseBy,
        ReleasePlan.Why why,
        @Nullable Double expectedIntensity,
        @Nullable Double intensityAtOnce,
        boolean estimated,
        @Nullable Instant leftAt,
        @Nullable Double intensity,
        @Nullable Double gramsSaved,
        @Nullable String supersededBy,
        @Nullable String cancelledBy,
        URI self) {

    /** Where it stands. */
    enum State {
        WAITING,
        /** On its way out; within seconds one of the next three. */
        LEAVING,
        RELEASED,
        SUPERSEDED,
        CANCELLED
    }

    /** A page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(List<HeldView> items, @Nullable String nextCursor) {}

    static HeldView of(HeldIntent held) {
        DeferredIntent intent = held.intent();
        ReleasePlan plan = held.plan();
        HeldIntent.Settled left = held.settled();
        return new HeldView(
                intent.id().toString(),
                state(held),
                intent.target().key(),
                intent.type().name(),
                intent.priority(),
                intent.deadline(),
                held.heldAt(),
                Numbers.known(held.intensityThen()),
                plan.at(),
                plan.releaseBy(),
                plan.why(),
                Numbers.known(plan.expected()),
                Numbers.known(plan.atOnce()),
                plan.estimated(),
                left == null ? null : left.at(),
                left == null ? null : Numbers.known(left.intensity()),
                left == null || !(held.fate() instanceof Fate.Released) ? null : left.gramsSaved(),
                held.fate() instanceof Fate.Superseded(IntentId by) ? by.toString() : null,
                held.fate() instanceof Fate.Cancelled cancelled ? cancelled.by() : null,
                URI.create(DeferredController.PATH + "/" + intent.id()));
    }

    private static State state(HeldIntent held) {
        if (held.settled() == null) {
            return held.fate() instanceof Fate.Waiting ? State.WAITING : State.LEAVING;
        }
        return switch (held.fate()) {
            case Fate.Waiting _ -> State.WAITING;
            case Fate.Released _ -> State.RELEASED;
            case Fate.Superseded _ -> State.SUPERSEDED;
            case Fate.Cancelled _ -> State.CANCELLED;
        };
    }
}
