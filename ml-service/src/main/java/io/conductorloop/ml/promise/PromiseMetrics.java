package io.conductorloop.ml.promise;

/** What can be counted about ends of intents. */
public interface PromiseMetrics {
    /** An intent ended, and was held to what is promised. */
    void ended(PromiseScore.Reception reception);

    /** An end was passed over, as it cannot be read. */
    void unreadableEnd();
}
