package io.conductorloop.executor;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.messaging.telemetry.Workload;
import java.time.Duration;

/** Tells telemetry how long workers worked, beside the metrics that are told all. */
public record CountedWork(ExecutorMetrics metrics, Workload workload) implements ExecutorMetrics {
    @Override
    public void ended(Outcome outcome) {
        metrics.ended(outcome);
    }

    @Override
    public void answeredAgain() {
        metrics.answeredAgain();
    }

    @Override
    public void postponed(boolean tried) {
        metrics.postponed(tried);
    }

    @Override
    public void written(int packages, int intents, Duration took) {
        workload.worked(took);
        metrics.written(packages, intents, took);
    }

    @Override
    public void unreadable() {
        metrics.unreadable();
    }

    @Override
    public void deadLetterKept() {
        metrics.deadLetterKept();
    }

    @Override
    public void deadLetterDecided() {
        metrics.deadLetterDecided();
    }
}
