package io.conductorloop.ml.ppo;

import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Acting;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.lifecycle.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.DoubleFunction;
import java.util.function.DoubleToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Steers the workers of one service by a policy that PPO learnt, while two scores say that it should: what it earned on the part of the
 * past that it was not trained on, and what it would have earned on the loads that came since. Both are counted in a simulation
 * that is calibrated by the measured time of an intent, against a calibrated rule and against the queueing model, beyond chance. Until
 * both do, and when the time of an intent is no longer what it was, it says nothing. Safe for use by many threads.
 */
public final class WorkerTuner {
    /** Loads without which nothing is learnt: at a step of 10 s, seven hours. */
    static final int LEAST = 2_500;

    static final int MOST = 20_000;
    /** Loads since the training without which it does not act. */
    static final int LEAST_SINCE = 600;

    private static final int STEPS = 80_000;
    private static final int MOST_SINCE = 2_880;
    private static final int JUDGED_EVERY = 60;
    private static final double SAME_PIPELINE = 2;

    private final int most;
    private final double idleWatts;
    private final double busyWatts;
    private final Learning learning;
    private final ModelLifecycle lifecycle;
    private final Executor background;
    private final RandomGenerator random;
    private final double[] since = new double[MOST_SINCE];
    private long seen;
    private double fast;
    private double slow;
    private @Nullable WorkerCandidate candidate;
    private @Nullable Policy policy;
    private boolean earns;
    private long trainings;

    /** How a candidate is learnt. */
    @FunctionalInterface
    interface Learning {
        Optional<WorkerCandidate> learn(
                PipelineModel model, double[] loads, DoubleToIntFunction planned, RandomGenerator random);
    }

    /**
     * Has learnt nothing yet.
     *
     * @param most workers of all instances together
     * @param idleWatts that a worker without work is taken to draw; an estimate
     * @param busyWatts that it is taken to draw beyond that at work; an estimate
     * @param lifecycle keeps what is learnt
     * @param background where scores are counted
     */
    public WorkerTuner(
            int most,
            double idleWatts,
            double busyWatts,
            ModelLifecycle lifecycle,
            Executor background,
            RandomGenerator random) {
        this(
                most,
                idleWatts,
                busyWatts,
                (model, loads, planned, chance) -> WorkerCandidate.learnt(model, loads, planned, STEPS, chance),
                lifecycle,
                background,
                random);
    }

    WorkerTuner(
            int most,
            double idleWatts,
            double busyWatts,
            Learning learning,
            ModelLifecycle lifecycle,
            Executor background,
            RandomGenerator random) {
        this.most = most;
        this.idleWatts = idleWatts;
        this.busyWatts = busyWatts;
        this.learning = learning;
        this.lifecycle = lifecycle;
        this.background = background;
        this.random = random;
    }

    /**
     * Learns anew, unless what acts still earns more and intents take as long as they did; takes minutes. What is refused leaves everything as it was.
     *
     * @param loads of each step, oldest first
     * @param perWorker intents that a worker finishes in a step; 0 while it is not known
     * @param planned workers that the queueing model has for a load
     * @return what came of it: {@code promoted}, {@code refused}, {@code kept} or {@code too-little-data}
     */
    public String train(double[] loads, double perWorker, DoubleToIntFunction planned) {
        if (loads.length < LEAST || !(perWorker > 0)) {
            return "too-little-data";
        }
        if (steersAt(perWorker)) {
            return "kept";
        }
        double[] latest = Arrays.copyOfRange(loads, Math.max(0, loads.length - MOST), loads.length);
        PipelineModel model = new PipelineModel(perWorker, idleWatts, busyWatts, most);
        Optional<WorkerCandidate> found = learning.learn(model, latest, planned, random);
        return found.isPresent() && isKept(found.get(), latest) ? "promoted" : "refused";
    }

    private boolean isKept(WorkerCandidate some, double[] loads) {
        WorkerWeights weights = some.weights();
        Challenger challenger = new Challenger(weights.toBytes(), weights.norm(), loads.length);
        double cost = some.cost(loads, random);
        double yardstickCost = some.yardstickCost(loads, random);
        // What is taken back meanwhile must not be taken up afterwards.
        synchronized (lifecycle) {
            boolean promoted = lifecycle.install(challenger, cost, yardstickCost) instanceof Verdict.Promoted;
            if (promoted) {
                take(some);
            }
            return promoted;
        }
    }

    /**
     * Takes up again what was learnt last, before a restart. Its scores begin anew. What another build, or other settings, learnt is
     * left.
     *
     * @param planning the queueing model, by how many intents a worker finishes in a step
     */
    public void resume(DoubleFunction<DoubleToIntFunction> planning) {
        synchronized (lifecycle) {
            take(lifecycle
                    .acting()
                    .map(Acting::weights)
                    .flatMap(this::read)
                    .map(weights -> WorkerCandidate.of(
                            weights, planning.apply(weights.model().perWorker())))
                    .orElse(null));
        }
    }

    /** Takes back what was learnt last, and takes up what was learnt before it, as {@link #resume} does; else nothing steers. */
    public void rollBack(DoubleFunction<DoubleToIntFunction> planning) {
        synchronized (lifecycle) {
            lifecycle.rollBack();
            resume(planning);
        }
    }

    /** All versions kept, oldest first. */
    public List<ModelVersion> versions() {
        return lifecycle.versions();
    }

    /** The version that steers while its scores say so; where there is one. */
    public Optional<ModelVersion> acting() {
        return lifecycle.acting().map(Acting::version);
    }

    private Optional<WorkerWeights> read(byte[] stored) {
        try {
            WorkerWeights weights = WorkerWeights.fromBytes(stored);
            PipelineModel model = weights.model();
            boolean ours = model.equals(new PipelineModel(model.perWorker(), idleWatts, busyWatts, most));
            return ours ? Optional.of(weights) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private synchronized void take(@Nullable WorkerCandidate some) {
        candidate = some;
        policy = some == null ? null : some.shielded();
        earns = false;
        seen = 0;
        trainings++;
    }

    /** Whether it steers now, as far as scores say. */
    public synchronized boolean acts() {
        return policy != null && earns;
    }

    /**
     * A step ended; the workers to have now, of all instances together, when it steers.
     *
     * @param load of the step
     * @param queued intents that wait
     * @param workers that there are
     * @param perWorker intents that a worker finishes in a step
     */
    public synchronized OptionalInt step(double load, long queued, int workers, double perWorker) {
        WorkerCandidate some = candidate;
        Policy acting = policy;
        if (some == null || acting == null || !(load >= 0) || !(perWorker > 0) || workers < 1) {
            return OptionalInt.empty();
        }
        double unit = some.model().perWorker();
        double last = load / unit;
        fast = seen == 0 ? last : fast + PipelineSimulator.FAST * (last - fast);
        slow = seen == 0 ? last : slow + PipelineSimulator.SLOW * (last - slow);
        since[(int) (seen % MOST_SINCE)] = load;
        seen++;
        if (seen >= LEAST_SINCE && seen % JUDGED_EVERY == 0) {
            judge(some);
        }
        if (!steersAt(perWorker)) {
            return OptionalInt.empty();
        }
        double waiting = queued / unit;
        double[] observation = PipelineSimulator.observation(
                some.meanLoad() / unit,
                new PipelineSimulator.Seen(
                        waiting,
                        PipelineSimulator.URGENT * waiting,
                        last,
                        fast,
                        slow,
                        workers,
                        0,
                        (waiting + last) / workers));
        int step = Tuning.WORKER_STEPS[acting.decide(observation)[0]];
        return OptionalInt.of(Math.clamp(workers + step, 1, most));
    }

    /** Whether it steers while a worker finishes so many intents in a step. */
    private synchronized boolean steersAt(double perWorker) {
        double ratio = candidate == null ? 0 : perWorker / candidate.model().perWorker();
        return acts() && ratio <= SAME_PIPELINE && ratio >= 1 / SAME_PIPELINE;
    }

    private void judge(WorkerCandidate some) {
        int count = (int) Math.min(seen, MOST_SINCE);
        double[] loads = new double[count];
        for (int i = 0; i < count; i++) {
            loads[i] = since[(int) ((seen - count + i) % MOST_SINCE)];
        }
        long judged = trainings;
        background.execute(() -> {
            boolean more = some.earnsMore(loads, random);
            synchronized (this) {
                if (trainings == judged) {
                    earns = more;
                }
            }
        });
    }
}
