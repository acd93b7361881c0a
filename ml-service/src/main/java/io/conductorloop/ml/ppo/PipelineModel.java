package io.conductorloop.ml.ppo;

import java.util.List;

/**
 * What a simulation must know of the pipeline, fitted to its telemetry.
 *
 * @param perWorker intents a worker finishes in a step at nominal frequency
 * @param idleWatts of a worker without work
 * @param busyWatts a worker draws beyond that, at full load and nominal frequency
 * @param mostWorkers that may run
 */
public record PipelineModel(double perWorker, double idleWatts, double busyWatts, int mostWorkers) {
    private static final double CAPACITY_QUANTILE = 0.95;

    /**
     * One sample of telemetry.
     *
     * @param workers running
     * @param finished intents in the step
     * @param watts drawn, mean over the step
     */
    public record Telemetry(int workers, double finished, double watts) {}

    /**
     * Fits by what was seen: a worker's speed is the 95th percentile of intents per worker, power is the least-squares plane
     * over workers and intents through the origin.
     *
     * @throws IllegalArgumentException when there is no sample with a worker
     */
    public static PipelineModel fitted(List<Telemetry> samples, int mostWorkers) {
        double[] speeds = samples.stream()
                .filter(sample -> sample.workers() > 0)
                .mapToDouble(sample -> sample.finished() / sample.workers())
                .sorted()
                .toArray();
        if (speeds.length == 0) {
            throw new IllegalArgumentException("no telemetry with a running worker to fit a model to");
        }
        double speed = speeds[(int) (CAPACITY_QUANTILE * (speeds.length - 1))];
        double ww = 0;
        double wf = 0;
        double ff = 0;
        double wp = 0;
        double fp = 0;
        for (Telemetry sample : samples) {
            ww += (double) sample.workers() * sample.workers();
            wf += sample.workers() * sample.finished();
            ff += sample.finished() * sample.finished();
            wp += sample.workers() * sample.watts();
            fp += sample.finished() * sample.watts();
        }
        double determinant = ww * ff - wf * wf;
        boolean plane = determinant > 1e-9 * ww * ff;
        double idle = plane ? (wp * ff - fp * wf) / determinant : wp / ww;
        double perIntent = plane ? (fp * ww - wp * wf) / determinant : 0;
        return new PipelineModel(speed, Math.max(0, idle), Math.max(0, perIntent * speed), mostWorkers);
    }
}
