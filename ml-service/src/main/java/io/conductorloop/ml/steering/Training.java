package io.conductorloop.ml.steering;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Trains one model in the background, not twice at a time, and counts what came of it. */
final class Training {
    private final String model;
    private final Executor background;
    private final SteeringMetrics metrics;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Training(String model, Executor background, SteeringMetrics metrics) {
        this.model = model;
        this.background = background;
        this.metrics = metrics;
    }

    boolean isUnderWay() {
        return underWay.get();
    }

    /**
     * Begins, unless one is under way; false then.
     *
     * @param work says what became of it; what it throws reaches the background
     */
    boolean begin(Supplier<String> work) {
        if (!underWay.compareAndSet(false, true)) {
            return false;
        }
        background.execute(() -> {
            try {
                metrics.trained(model, work.get());
            } catch (RuntimeException | Error broken) {
                metrics.trained(model, "failed");
                throw broken;
            } finally {
                underWay.set(false);
            }
        });
        return true;
    }
}
