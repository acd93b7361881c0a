package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.files.ClaimReader.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that may still be being written, where nobody tells: one has settled when it looks the same as one debounce time
 * before. In the order in which they were last seen to change. For one thread.
 */
final class Settling {
    private final long debounceNanos;
    private final Map<FileName, Sight> sights = new LinkedHashMap<>();

    Settling(Duration debounce) {
        debounceNanos = debounce.toNanos();
    }

    private record Sight(Look look, long nanos) {}

    /** Notes how a file looks now, and tells whether it has settled; then it is forgotten. */
    boolean hasSettled(FileName name, Look look, long nowNanos) {
        Sight before = sights.get(name);
        if (before == null || !before.look.equals(look)) {
            sights.remove(name);
            sights.put(name, new Sight(look, nowNanos));
            return false;
        }
        if (nowNanos - before.nanos < debounceNanos) {
            return false;
        }
        sights.remove(name);
        return true;
    }

    void forget(FileName name) {
        sights.remove(name);
    }

    boolean isEmpty() {
        return sights.isEmpty();
    }

    /** Those to look at again now. */
    List<FileName> due(long nowNanos) {
        List<FileName> due = new ArrayList<>();
        for (Map.Entry<FileName, Sight> sight : sights.entrySet()) {
            if (nowNanos - sight.getValue().nanos < debounceNanos) {
                break;
            }
            due.add(sight.getKey());
        }
        return due;
    }

    /** How long until the next is due, at least a millisecond; null when none waits. */
    @Nullable
    Duration untilNext(long nowNanos) {
        if (sights.isEmpty()) {
            return null;
        }
        long first = sights.values().iterator().next().nanos;
        return Duration.ofNanos(Math.max(1_000_000, first + debounceNanos - nowNanos));
    }
}
