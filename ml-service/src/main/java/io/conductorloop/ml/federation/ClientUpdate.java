package io.conductorloop.ml.federation;

/**
 * What a site gives away: how it would change the shared model, and on how much it learnt that. No row, no statistic of a
 * row; its size does not depend on the site's data.
 *
 * @param client who learnt
 * @param baseVersion of the model it started from
 * @param change of each parameter, clipped and, where configured, with noise
 * @param samples it learnt on: its weight
 */
public record ClientUpdate(String client, long baseVersion, double[] change, int samples) {}
