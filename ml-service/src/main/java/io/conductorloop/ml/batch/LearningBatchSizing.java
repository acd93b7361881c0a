package io.conductorloop.ml.batch;

import java.time.Duration;

/**
 * Chooses the size that costs least by the learnt processing time: the time to fill the batch, which those already there
 * wait whole and those that come wait half, the rest of the batch before it, its own time, and its share of the energy.
 * Until enough batches were seen it sizes as the plain way does.
 */
public final class LearningBatchSizing implements BatchSizing {
    private static final int[] SIZES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024
    };
    private static final int ENOUGH = 20;
    private static final double FULL = 0.97;
    private static final double OVERLOAD = 10;
    private static final double PATIENCE = 1.5;

    private final BatchObjective objective;
    private final int mostItems;
    private final BatchSizing plain;
    private final ProcessingTimeModel model = new ProcessingTimeModel(0.01, 0.001);

    /**
     * A sizing that knows nothing yet.
     *
     * @param mostItems bound that no decision exceeds
     * @param plain what decides until enough batches were seen
     */
    public LearningBatchSizing(BatchObjective objective, int mostItems, BatchSizing plain) {
        this.objective = objective;
        this.mostItems = mostItems;
        this.plain = plain;
    }

    /** Whether enough batches were seen for its own decisions. */
    public boolean knows() {
        return model.learnt() >= ENOUGH;
    }

    /** Expected seconds of a batch, by what decides its sizes. */
    public double seconds(double items, double bytes) {
        return model.seconds(items, bytes);
    }

    @Override
    public BatchDecision decide(QueueState state) {
        if (!knows()) {
            return plain.decide(state);
        }
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int size : SIZES) {
            if (size <= mostItems) {
                double cost = cost(size, state);
                if (cost < least) {
                    least = cost;
                    best = size;
                }
            }
        }
        double fill = Math.max(0, best - state.queued()) / Math.max(state.arrivalsPerSecond(), 1e-9);
        double most = BatchObjective.seconds(objective.target());
        return new BatchDecision(best, Duration.ofNanos((long) (1e9 * Math.min(most, PATIENCE * fill))));
    }

    private double cost(int size, QueueState state) {
        double rate = Math.max(state.arrivalsPerSecond(), 1e-9);
        double own = model.seconds(size, size * state.meanBytes());
        double busy = rate * own / size;
        double missing = Math.max(0, size - state.queued());
        double present = size - missing;
        double fill = missing * (present + missing / 2) / (rate * size);
        double batches = Math.max(1, state.queued() / (double) size);
        double before = busy < FULL ? own * busy / 2 : own * busy / 2 + OVERLOAD * (busy - FULL);
        return objective.cost(fill + before + own * (batches + 1) / 2, size);
    }

    @Override
    public void learn(double items, double bytes, Duration took) {
        model.learn(items, bytes, BatchObjective.seconds(took));
    }
}
