package io.conductorloop.ml.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Elects the coordinator without a component of its own: of the members heard from within the lease, the one whose name
 * comes first. All who heard the same heartbeats name the same; while some did not, two may coordinate, which costs a
 * round and no more, since a change is only taken for the version it was made for.
 */
public final class CoordinatorElection {
    private CoordinatorElection() {}

    /**
     * The coordinator, if any member is alive.
     *
     * @param heard when each member was last heard from
     * @param lease how long a member counts as alive after that
     */
    public static Optional<String> elect(Map<String, Instant> heard, Instant now, Duration lease) {
        return heard.entrySet().stream()
                .filter(member -> !member.getValue().plus(lease).isBefore(now))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }
}
