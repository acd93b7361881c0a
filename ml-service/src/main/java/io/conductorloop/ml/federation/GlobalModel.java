package io.conductorloop.ml.federation;

/**
 * The shared model after a round.
 *
 * @param version the number of rounds that changed it
 * @param parameters of the network that all sites agree on
 */
public record GlobalModel(long version, double[] parameters) {}
