package io.conductorloop.ml.batch;

/**
 * What is known when a batch size is to be chosen.
 *
 * @param queued items waiting
 * @param arrivalsPerSecond lately
 * @param meanBytes of an item lately
 */
public record QueueState(int queued, double arrivalsPerSecond, double meanBytes) {}
