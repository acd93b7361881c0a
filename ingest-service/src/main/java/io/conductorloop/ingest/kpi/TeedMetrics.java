package io.conductorloop.ingest.kpi;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells two counters all that happens. */
public record TeedMetrics(IngestMetrics first, IngestMetrics second) implements IngestMetrics {
    @Override
    public void claimed() {
        first.claimed();
        second.claimed();
    }

    @Override
    public void takenOver() {
        first.takenOver();
        second.takenOver();
    }

    @Override
    public void published(Origin origin, long size, Duration took) {
        first.published(origin, size, took);
        second.published(origin, size, took);
    }

    @Override
    public void refused(String rule) {
        first.refused(rule);
        second.refused(rule);
    }

    @Override
    public void finished(IntentState outcome, Duration took) {
        first.finished(outcome, took);
        second.finished(outcome, took);
    }

    @Override
    public void answered(IntentState outcome, Duration took) {
        first.answered(outcome, took);
        second.answered(outcome, took);
    }

    @Override
    public void pending(long files) {
        first.pending(files);
        second.pending(files);
    }

    @Override
    public void watchOverflowed() {
        first.watchOverflowed();
        second.watchOverflowed();
    }

    @Override
    public void heldBack() {
        first.heldBack();
        second.heldBack();
    }

    @Override
    public void retried(String dependency) {
        first.retried(dependency);
        second.retried(dependency);
    }

    @Override
    public void queue(LongSupplier depth, long capacity) {
        first.queue(depth, capacity);
        second.queue(depth, capacity);
    }

    @Override
    public void inFlight(LongSupplier bytes, long limit) {
        first.inFlight(bytes, limit);
        second.inFlight(bytes, limit);
    }
}
