package io.conductorloop.ml.federation;

import java.time.Duration;

/**
 * How sites learn together.
 *
 * @param site this one's name, which no other has
 * @param heartbeat how often a site says that it is there; it counts as gone after three without a word
 * @param round from the beginning of a round to the next
 * @param answer how long changes are awaited in a round
 * @param quorum changes without which the model stays as it is
 * @param trim share of the changes left out at each end, for each parameter; 0: the mean, weighted by samples
 * @param privacy what is done to a change before it leaves its site, and once more when it arrives
 */
public record FederationSettings(
        String site, Duration heartbeat, Duration round, Duration answer, int quorum, double trim, Privacy privacy) {
    Duration lease() {
        return heartbeat.multipliedBy(3);
    }

    Aggregation aggregation() {
        return trim > 0 ? new Aggregation.TrimmedMean(trim) : new Aggregation.WeightedMean();
    }
}
