package io.conductorloop.ml.steering;

/** What can be counted about steering. */
public interface SteeringMetrics {
    /** A sample of a service was taken. */
    void sampled(String service);

    /** A sample was passed over: it cannot be read, or is of a service that nobody advises. */
    void passedOver(String why);

    /** A service was advised. */
    void advised(String service);

    /** Advice could not be published. */
    void lost(String service);

    /** An anomaly was found. */
    void anomaly();

    /** A training ended, by what became of its model. */
    void trained(String model, String result);
}
