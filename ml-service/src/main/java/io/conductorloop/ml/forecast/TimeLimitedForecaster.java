package io.conductorloop.ml.forecast;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a model only so long. The model works on a thread of its own; while an answer of it is overdue, what is no number
 * stands in place of all its answers, at once, so that whoever asks falls back on something else. When it comes back, it is shown
 * first what it missed. A step's answers are kept: between two loads a model says the same.
 */
public final class TimeLimitedForecaster implements QuantileForecaster {
    /** Far more than any answer takes, far less than the second in which the fallback is to act. */
    static final Duration LIMIT = Duration.ofMillis(250);

    private static final int MOST_MISSED = 1_000;
    private static final double POINT = -1;

    // Threads end after a minute without work: there is one, and one more for each model that hangs.
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("models-", 0).factory());

    private final QuantileForecaster model;
    private final String name;
    private final Deque<Double> missed = new ArrayDeque<>();
    private final Map<Double, Double> answers = new HashMap<>();
    private @Nullable Future<?> overdue;

    public TimeLimitedForecaster(QuantileForecaster model) {
        this.model = model;
        this.name = model.name();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double forecast() {
        return answer(POINT, model::forecast);
    }

    @Override
    public double quantile(double level) {
        return answer(level, () -> model.quantile(level));
    }

    /** Shows the load; while the model is overdue it is remembered, the latest thousand at most. */
    @Override
    public void observe(double load) {
        answers.clear();
        if (missed.size() == MOST_MISSED) {
            missed.removeFirst();
        }
        missed.add(load);
        catchUp();
    }

    /** @throws RuntimeException of the model */
    private double answer(double level, Callable<Double> asked) {
        Double known = answers.get(level);
        if (known != null) {
            return known;
        }
        if (!catchUp()) {
            return Double.NaN;
        }
        Double said = inTime(asked);
        if (said == null) {
            return Double.NaN;
        }
        answers.put(level, said);
        return said;
    }

    /** Shows the model what it has not seen; false when it is overdue. */
    private boolean catchUp() {
        if (overdue != null && !overdue.isDone()) {
            return false;
        }
        overdue = null;
        if (missed.isEmpty()) {
            return true;
        }
        double[] loads = missed.stream().mapToDouble(Double::doubleValue).toArray();
        missed.clear();
        return inTime(() -> {
                    for (double load : loads) {
                        model.observe(load);
                    }
                    return 0.0;
                })
                != null;
    }

    private @Nullable Double inTime(Callable<Double> asked) {
        Future<Double> answer = THREADS.submit(asked);
        try {
            return answer.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            overdue = answer;
            return null;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            overdue = answer;
            return null;
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the model failed", broken.getCause());
        }
    }
}
