package io.conductorloop.ml.ppo;

import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Vectors;
import java.nio.ByteBuffer;

/**
 * What was learnt of one service's workers, in the form that is kept on disk.
 *
 * @param model of the pipeline, as it was calibrated when this was learnt
 * @param meanLoad intents in a step on average then
 * @param rule calibrated on the same load: what is corrected, and a yardstick
 * @param corrections parameters of the network that corrects it
 */
record WorkerWeights(PipelineModel model, double meanLoad, ThresholdRule rule, double[] corrections) {
    /** Width of its hidden layers. */
    static final int HIDDEN = 32;

    private static final int FORMAT = 0x50504f31;
    private static final int HEAD = 4 * 8 + 6 * 8;

    /** @throws IllegalArgumentException when it is no policy for workers; says why */
    WorkerWeights {
        require(
                corrections.length == network().parameters().length,
                "a network of " + corrections.length + " parameters");
        require(Vectors.finite(corrections), "a parameter that is no number");
        require(positive(model.perWorker()) && model.mostWorkers() >= 1, "workers that do nothing");
        require(model.idleWatts() >= 0 && positive(model.busyWatts()), "no power");
        require(positive(meanLoad), "no load");
        require(Double.isFinite(rule.above()) && Double.isFinite(rule.below()), "a threshold that is no number");
        require(
                index(rule.added(), Tuning.WORKER_STEPS.length)
                        && index(rule.removed(), Tuning.WORKER_STEPS.length)
                        && index(rule.memory(), Tuning.MEMORY_SPEEDS.length)
                        && index(rule.frequency(), Tuning.FREQUENCIES.length)
                        && index(rule.priority(), Tuning.URGENT_SHARES.length),
                "a step that nobody can take");
        corrections = corrections.clone();
    }

    /** The policy that was learnt. */
    Policy learnt() {
        NetworkPolicy network = new NetworkPolicy(network().with(corrections), GuidedWorld.corrections(1));
        return GuidedWorld.unguided(network, rule.workersOnly(), new int[] {Tuning.WORKER_STEPS.length});
    }

    double norm() {
        return Vectors.length(corrections);
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + 8 * corrections.length);
        bytes.putInt(FORMAT).putInt(model.mostWorkers());
        bytes.putDouble(model.perWorker()).putDouble(model.idleWatts()).putDouble(model.busyWatts());
        bytes.putDouble(meanLoad).putDouble(rule.above()).putDouble(rule.below());
        bytes.putInt(rule.added()).putInt(rule.removed()).putInt(rule.memory());
        bytes.putInt(rule.frequency()).putInt(rule.priority()).putInt(corrections.length);
        for (double parameter : corrections) {
            bytes.putDouble(parameter);
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are none of it
     */
    static WorkerWeights fromBytes(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        require(stored.length >= HEAD && bytes.getInt() == FORMAT, stored.length + " bytes");
        int most = bytes.getInt();
        PipelineModel model = new PipelineModel(bytes.getDouble(), bytes.getDouble(), bytes.getDouble(), most);
        double meanLoad = bytes.getDouble();
        ThresholdRule rule = new ThresholdRule(
                bytes.getDouble(),
                bytes.getDouble(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt());
        int count = bytes.getInt();
        require(bytes.remaining() == 8L * count, bytes.remaining() + " bytes for " + count + " parameters");
        double[] corrections = new double[count];
        bytes.asDoubleBuffer().get(corrections);
        return new WorkerWeights(model, meanLoad, rule, corrections);
    }

    private static DenseNetwork network() {
        return Ppo.actor(PipelineSimulator.OBSERVED, HIDDEN, GuidedWorld.corrections(1));
    }

    private static boolean positive(double number) {
        return number > 0 && number < Double.POSITIVE_INFINITY;
    }

    private static boolean index(int index, int length) {
        return index >= 0 && index < length;
    }

    private static void require(boolean sound, String what) {
        if (!sound) {
            throw new IllegalArgumentException("no policy for workers: " + what);
        }
    }
}
