package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls are traced: a span for each sampled intent of a call. What the store itself calls, on the same thread, finds
 * the context of the first of them in {@link Tracing#TRACEPARENT}.
 */
final class TracedPackageStore implements PackageStore {
    private final PackageStore store;
    private final Tracing tracing;

    TracedPackageStore(PackageStore store, Tracing tracing) {
        this.store = store;
        this.tracing = tracing;
    }

    @Override
    public Grouping grouping() {
        return store.grouping();
    }

    @Override
    public @Nullable Site site(PackageChange change) {
        return store.site(change);
    }

    @Override
    public Map<IntentId, Effect> apply(List<PackageChange> changes) {
        StepTrace trace = tracing.begin(Step.WRITE);
        String context = context(trace, changes);
        if (context == null) {
            return store.apply(changes);
        }
        Map<IntentId, Effect> effects =
                ScopedValue.where(Tracing.TRACEPARENT, context).call(() -> store.apply(changes));
        effects.forEach((id, effect) -> tell(trace, id, effect));
        trace.close();
        return effects;
    }

    private static @Nullable String context(StepTrace trace, List<PackageChange> changes) {
        for (PackageChange change : changes) {
            for (PlannedIntent intent : change.intents()) {
                String traceparent = trace.traceparent(intent.id());
                if (traceparent != null) {
                    return traceparent;
                }
            }
        }
        return null;
    }

    private static void tell(StepTrace trace, IntentId id, Effect effect) {
        switch (effect) {
            case Effect.InRevision _ -> trace.ended(id, "in-revision");
            case Effect.Awaiting _ -> trace.ended(id, "awaiting");
            case Effect.Outrun _ -> trace.ended(id, "outrun");
            case Effect.Refused _ -> trace.failed(id, "refused");
            case Effect.Unavailable _ -> trace.failed(id, "unavailable");
        }
    }
}
