package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.ml.batch.BatchDecision;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.batch.BatchSizing;
import io.conductorloop.ml.batch.QueueState;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** One server that works batches off in order; what a batch takes it knows and the sizing does not. */
final class BatchServer {
    private static final double FIXED = 0.040;
    private static final double PER_ITEM = 0.004;
    private static final double PER_KIB = 0.0003;
    private static final double NOISE = 0.1;
    private static final double RATE_MEMORY = 40;

    private final BatchObjective objective;
    private final double[] times;
    private final double[] bytes;
    private final RandomGenerator random;

    BatchServer(BatchObjective objective, double[] times, double[] bytes, RandomGenerator random) {
        this.objective = objective;
        this.times = times.clone();
        this.bytes = bytes.clone();
        this.random = random;
    }

    /** The cost of every item, in the order they came. */
    double[] costs(BatchSizing sizing) {
        double[] costs = new double[times.length];
        double gap = times[times.length - 1] / times.length;
        double meanBytes = bytes[0];
        int next = 0;
        int arrived = 0;
        double clock = 0;
        while (next < times.length) {
            clock = Math.max(clock, times[next]);
            while (arrived < times.length && times[arrived] <= clock) {
                gap = seen(arrived, gap);
                meanBytes += (bytes[arrived] - meanBytes) / RATE_MEMORY;
                arrived++;
            }
            BatchDecision decision = sizing.decide(new QueueState(arrived - next, 1 / gap, meanBytes));
            double latest = Math.max(clock, times[next] + decision.patience().toNanos() / 1e9);
            while (arrived - next < decision.size() && arrived < times.length && times[arrived] <= latest) {
                clock = times[arrived];
                gap = seen(arrived, gap);
                arrived++;
            }
            int items = Math.min(decision.size(), arrived - next);
            if (items < decision.size()) {
                clock = latest;
            }
            double size = 0;
            for (int i = next; i < next + items; i++) {
                size += bytes[i];
            }
            double took = (FIXED + PER_ITEM * items + PER_KIB * size / 1024) * Math.exp(NOISE * random.nextGaussian());
            clock += took;
            for (int i = next; i < next + items; i++) {
                costs[i] = objective.cost(clock - times[i], items);
            }
            next += items;
            sizing.learn(items, size, Duration.ofNanos((long) (1e9 * took)));
        }
        return costs;
    }

    private double seen(int item, double gap) {
        double last = item == 0 ? gap : times[item] - times[item - 1];
        return Math.max(1e-6, gap + (last - gap) / RATE_MEMORY);
    }
}
