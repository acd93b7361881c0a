package io.conductorloop.energy.sleep;

/** Says how long the next idle period will last, from those before it. */
public interface IdlePredictor {
    /** The length of the next period, in the profile's unit of time. */
    double next();

    /** Is told how long it lasted. */
    void learn(double idle);
}
