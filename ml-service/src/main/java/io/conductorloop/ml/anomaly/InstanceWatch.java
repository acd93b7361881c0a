package io.conductorloop.ml.anomaly;

import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Watches the telemetry of one instance for what is not usual. First it only learns; then the plain model acts, and once
 * enough was seen an autoencoder is trained beside it, which acts when it explains normal samples that it was not trained on
 * better. Not thread-safe but for the training's end.
 */
final class InstanceWatch {
    static final List<String> FEATURES =
            List.of("cpuShare", "heapBytes", "queueDepth", "latencyP99", "throughput", "arrivals");
    static final int PLAIN_AFTER = 60;
    static final int TRAINED_AFTER = 600;
    private static final double TRAINING = 0.8;
    private static final double NOISE = 0.1;
    private static final int EPOCHS = 30;
    private static final SampleDetector.Settings SETTINGS =
            new SampleDetector.Settings(3, 0.005, 0.95, 0.01, 20, 15, 5);

    private final Executor background;
    private final Deque<double[]> normal = new ArrayDeque<>();
    private @Nullable SampleDetector acting;
    private volatile @Nullable SampleDetector trained;
    private volatile boolean lost;
    private boolean asked;
    private String by = "gaussian";
    private boolean alarmed;

    /** @param background where the autoencoder is trained */
    InstanceWatch(Executor background) {
        this.background = background;
    }

    /** Shows a sample; an anomaly when it raises an alarm that did not stand before. */
    Optional<AnomalyFound> observe(TelemetrySample sample) {
        double[] row = features(sample);
        SampleDetector ready = trained;
        if (ready != null) {
            acting = ready;
            by = "autoencoder";
            trained = null;
        }
        SampleDetector detector = acting;
        if (detector == null) {
            keep(row);
            if (normal.size() >= PLAIN_AFTER) {
                acting = SampleDetector.trained(List.copyOf(normal), SETTINGS, _ -> new GaussianErrors());
            }
            return Optional.empty();
        }
        SampleVerdict verdict = detector.observe(row);
        boolean raised = verdict.alarm() && !alarmed;
        alarmed = verdict.alarm();
        if (!verdict.alarm()) {
            keep(row);
            train();
        }
        return raised && Double.isFinite(verdict.error()) && Double.isFinite(verdict.threshold())
                ? Optional.of(found(sample, verdict))
                : Optional.empty();
    }

    private void keep(double[] row) {
        normal.addLast(row);
        if (normal.size() > TRAINED_AFTER) {
            normal.removeFirst();
        }
    }

    private void train() {
        if (lost) {
            // With new rows it may do better.
            lost = false;
            asked = false;
            normal.clear();
        }
        if (asked || normal.size() < TRAINED_AFTER) {
            return;
        }
        asked = true;
        List<double[]> rows = new ArrayList<>(normal);
        background.execute(() -> {
            SampleDetector better = null;
            try {
                better = betterThanPlain(rows);
            } finally {
                trained = better;
                lost = better == null;
            }
        });
    }

    private static @Nullable SampleDetector betterThanPlain(List<double[]> rows) {
        int split = (int) (TRAINING * rows.size());
        SampleDetector ours = SampleDetector.trained(
                rows.subList(0, split),
                SETTINGS,
                some -> Autoencoder.trained(some, EPOCHS, NOISE, new SplittableRandom(rows.size())));
        SampleDetector plain = SampleDetector.trained(rows.subList(0, split), SETTINGS, _ -> new GaussianErrors());
        double oursLeft = 0;
        double plainLeft = 0;
        for (double[] row : rows.subList(split, rows.size())) {
            oursLeft += ours.observe(row).error();
            plainLeft += plain.observe(row).error();
        }
        return Double.isFinite(oursLeft) && oursLeft < plainLeft ? ours : null;
    }

    private AnomalyFound found(TelemetrySample sample, SampleVerdict verdict) {
        Map<String, Double> shares = new HashMap<>();
        for (int i = 0; i < FEATURES.size(); i++) {
            shares.put(FEATURES.get(i), Math.clamp(verdict.shares()[i], 0, 1));
        }
        return new AnomalyFound(
                sample.service(),
                sample.instance(),
                sample.at(),
                verdict.error(),
                Math.max(0, verdict.threshold()),
                by,
                shares);
    }

    private static double[] features(TelemetrySample sample) {
        Duration latency = sample.latencyP99();
        return new double[] {
            sample.cpuShare(),
            sample.heapBytes() / 1e6,
            Math.log1p((double) sample.queueDepth()),
            Math.log1p(latency == null ? 0 : latency.toNanos() / 1e6),
            Math.log1p(sample.throughput()),
            Math.log1p(sample.arrivals())
        };
    }
}
