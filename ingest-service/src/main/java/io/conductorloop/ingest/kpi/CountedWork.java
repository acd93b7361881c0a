package io.conductorloop.ingest.kpi;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.messaging.telemetry.Workload;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells telemetry what came and what ended, and remembers how much waits. */
public final class CountedWork implements IngestMetrics {
    private final Workload workload;
    private volatile long pending;
    private volatile LongSupplier queued = () -> 0;

    public CountedWork(Workload workload) {
        this.workload = workload;
    }

    /** Files that wait to be claimed, as of the last look, and intents that wait to be published. */
    public long waiting() {
        return pending + queued.getAsLong();
    }

    @Override
    public void published(Origin origin, long size, Duration took) {
        workload.arrived(1);
    }

    @Override
    public void finished(IntentState outcome, Duration took) {
        workload.ended(took);
    }

    @Override
    public void answered(IntentState outcome, Duration took) {
        workload.ended(took);
    }

    @Override
    public void pending(long files) {
        pending = files;
    }

    @Override
    public void queue(LongSupplier depth, long capacity) {
        queued = depth;
    }
}
