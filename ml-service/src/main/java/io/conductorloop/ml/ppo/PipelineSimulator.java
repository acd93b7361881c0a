package io.conductorloop.ml.ppo;

import java.util.random.RandomGenerator;

/**
 * A model of the pipeline under a recorded load, a step a minute: workers that take a step to start, two classes of intents
 * in two queues, speed by frequency and memory, power by the cube of the frequency. An episode is a part of the record that
 * starts anywhere in it, or the whole record from its start.
 */
public final class PipelineSimulator implements Environment {
    static final double URGENT = 0.2;
    private static final double MOST_WAIT = 6;
    private static final double STEPS_PER_TARGET = 0.5;
    static final double FAST = 0.5;
    static final double SLOW = 0.05;
    static final int LOAD = 1;
    static final int LATELY = 2;
    static final int WORKERS = 4;
    static final int STARTING = 5;
    static final int UTILISATION = 7;
    static final int BACKLOG = 0;
    static final int OBSERVED = 10;

    private final PipelineModel model;
    private final RewardWeights weights;
    private final double[] arrivals;
    private final double meanLoad;
    private final int length;
    private final RandomGenerator random;
    private int start;
    private int at;
    private int workers;
    private int starting;
    private double urgentQueue;
    private double otherQueue;
    private double fast;
    private double slow;
    private double last;
    private double utilisation;
    private Tuning tuning = new Tuning(2, 1, 1, 1);

    /**
     * A simulator of episodes of {@code length} steps at random places, or of the whole record when that is its length.
     *
     * @param arrivals intents in each step
     * @param meanLoad intents in a step on average, as known beforehand: the unit of throughput and energy
     */
    public PipelineSimulator(
            PipelineModel model,
            RewardWeights weights,
            double[] arrivals,
            double meanLoad,
            int length,
            RandomGenerator random) {
        this.model = model;
        this.weights = weights;
        this.arrivals = arrivals.clone();
        this.meanLoad = meanLoad;
        this.length = length;
        this.random = random;
    }

    @Override
    public int observationSize() {
        return OBSERVED;
    }

    @Override
    public int[] choices() {
        return Tuning.choices();
    }

    @Override
    public double[] reset() {
        start = length >= arrivals.length ? 0 : random.nextInt(arrivals.length - length);
        at = start;
        fast = arrivals[start] / model.perWorker();
        slow = fast;
        last = fast;
        workers = (int) Math.clamp(Math.ceil(1.3 * fast), 1, model.mostWorkers());
        starting = 0;
        urgentQueue = 0;
        otherQueue = 0;
        utilisation = fast / workers;
        return observation();
    }

    @Override
    public Step step(int[] decisions) {
        tuning = Tuning.of(decisions);
        double load = arrivals[at++] / model.perWorker();
        int wanted = Math.clamp(workers + starting + Tuning.WORKER_STEPS[tuning.workerStep()], 1, model.mostWorkers());
        workers = Math.min(workers + starting, wanted);
        starting = wanted - workers;
        double speed = Tuning.FREQUENCIES[tuning.frequency()] * Tuning.MEMORY_SPEEDS[tuning.memory()];
        double capacity = workers * speed;
        double urgent = urgentQueue + URGENT * load;
        double other = otherQueue + (1 - URGENT) * load;
        double first = Math.min(urgent, capacity * Tuning.URGENT_SHARES[tuning.priority()]);
        double otherDone = Math.min(other, capacity - first);
        double urgentDone = Math.min(urgent, capacity - otherDone);
        urgentQueue = urgent - urgentDone;
        otherQueue = other - otherDone;
        double done = urgentDone + otherDone;
        utilisation = (urgent + other) / capacity;
        fast += FAST * (load - fast);
        slow += SLOW * (load - slow);
        last = load;
        return new Step(
                observation(), reward(speed, capacity, done), false, at - start >= length || at >= arrivals.length);
    }

    private double reward(double speed, double capacity, double done) {
        double busy = Math.min(1, done / capacity);
        double within = Math.pow(busy, 4) / (1.1 - busy) / 10 + 0.1 / speed;
        double perQueue = 1 / (capacity * STEPS_PER_TARGET);
        double urgentWait = Math.min(MOST_WAIT, within + urgentQueue * perQueue / URGENT);
        double otherWait = Math.min(MOST_WAIT, within + otherQueue * perQueue / (1 - URGENT));
        double wait = (weights.urgency() * URGENT * urgentWait + (1 - URGENT) * otherWait)
                / (weights.urgency() * URGENT + 1 - URGENT);
        double meanWorkers = meanLoad / model.perWorker();
        return weights.throughput() * done / meanWorkers
                - weights.latency() * wait
                - weights.energy() * watts(busy) / (meanWorkers * (model.idleWatts() + model.busyWatts()));
    }

    private double watts(double busy) {
        double dynamic = Math.pow(Tuning.FREQUENCIES[tuning.frequency()], 3);
        return (workers + starting)
                * Tuning.MEMORY_POWERS[tuning.memory()]
                * (model.idleWatts() + model.busyWatts() * busy * dynamic);
    }

    private double[] observation() {
        return observation(
                meanLoad / model.perWorker(),
                new Seen(urgentQueue + otherQueue, urgentQueue, last, fast, slow, workers, starting, utilisation));
    }

    /**
     * What a policy is shown of a pipeline, simulated or real. Loads and queues are in what a worker finishes in a step.
     *
     * @param urgent of the queued
     * @param last load
     * @param fast moving average of the load
     * @param slow moving average of it
     * @param starting workers that will be there a step later
     * @param utilisation share of the capacity that was asked for
     */
    record Seen(
            double queued,
            double urgent,
            double last,
            double fast,
            double slow,
            double workers,
            double starting,
            double utilisation) {}

    static double[] observation(double meanWorkers, Seen seen) {
        return new double[] {
            Math.min(5, seen.queued() / meanWorkers),
            seen.last() / meanWorkers,
            seen.fast() / meanWorkers,
            seen.slow() / meanWorkers,
            seen.workers() / meanWorkers,
            seen.starting() / meanWorkers,
            Math.clamp((seen.fast() - seen.slow()) / meanWorkers, -2, 2),
            Math.min(3, seen.utilisation()),
            Math.min(5, seen.urgent() / meanWorkers),
            Math.min(3, seen.last() / Math.max(1, seen.workers() + seen.starting()))
        };
    }
}
