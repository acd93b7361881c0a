package io.conductorloop.state.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which buckets this instance has listed within the last second. They need not be listed again with each batch of events; a
 * second later they are, in case Redis has forgotten them. Safe for use by many threads.
 */
final class ListedBuckets {
    private static final long AGAIN_AFTER_MILLIS = 1_000;

    private final Map<Long, Long> listedAt = new HashMap<>();

    /** Those of the buckets that are to be listed now. */
    synchronized Set<Long> due(Set<Long> buckets, long nowMillis) {
        // Either way: clocks are set back, too.
        listedAt.values().removeIf(at -> Math.abs(nowMillis - at) >= AGAIN_AFTER_MILLIS);
        Set<Long> due = new HashSet<>(buckets);
        due.removeAll(listedAt.keySet());
        return due;
    }

    /** They are listed. */
    synchronized void listed(Set<Long> buckets, long nowMillis) {
        buckets.forEach(bucket -> listedAt.put(bucket, nowMillis));
    }
}
