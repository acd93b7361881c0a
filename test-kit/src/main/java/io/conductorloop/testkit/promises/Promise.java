package io.conductorloop.testkit.promises;

/** Something that must hold after every run, whatever was restarted in it. */
public interface Promise {
    /**
     * Looks at the evidence.
     *
     * @throws AssertionError naming what broke the promise
     */
    void holdsFor(Evidence evidence);

    /** Checks all four promises. */
    static void allHoldFor(Evidence evidence) {
        new NothingLost().holdsFor(evidence);
        new EffectOnce().holdsFor(evidence);
        new OrderPerTarget().holdsFor(evidence);
        new RepeatsJudged().holdsFor(evidence);
    }
}
