package io.conductorloop.ml.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * Elects the coordinator without a component of its own: of the members heard from within the lease, one that has the newest
 * model, so that who comes back with an old one does not lead; of those the one whose name comes first. All who heard the same
 * heartbeats name the same; while some did not, two may coordinate, which costs a round and no more, since a change is only taken
 * for the version it was made for.
 */
public final class CoordinatorElection {
    private CoordinatorElection() {}

    /**
     * A site as it was last heard.
     *
     * @param at when
     * @param version of the model that it has
     */
    public record Member(Instant at, long version) {
        boolean isAlive(Instant now, Duration lease) {
            return !at.plus(lease).isBefore(now);
        }
    }

    /**
     * The coordinator, if any member is alive.
     *
     * @param lease how long a member counts as alive after it was heard
     */
    public static Optional<String> elect(Map<String, Member> heard, Instant now, Duration lease) {
        return heard.entrySet().stream()
                .filter(member -> member.getValue().isAlive(now, lease))
                .min(Comparator.comparingLong((Entry<String, Member> member) ->
                                member.getValue().version())
                        .reversed()
                        .thenComparing(Entry::getKey))
                .map(Entry::getKey);
    }
}
