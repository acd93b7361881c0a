package io.conductorloop.ml.ppo;

/** The pipeline where only workers can be added and taken away; all else stays nominal, as nobody would obey. */
final class WorkerWorld implements Environment {
    private static final int NOMINAL = 1;
    private static final int URGENT_FIRST = 2;

    private final PipelineSimulator pipeline;

    WorkerWorld(PipelineSimulator pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public int observationSize() {
        return pipeline.observationSize();
    }

    @Override
    public int[] choices() {
        return new int[] {Tuning.WORKER_STEPS.length};
    }

    @Override
    public double[] reset() {
        return pipeline.reset();
    }

    @Override
    public Step step(int[] decisions) {
        return pipeline.step(new Tuning(decisions[0], NOMINAL, NOMINAL, URGENT_FIRST).decisions());
    }
}
