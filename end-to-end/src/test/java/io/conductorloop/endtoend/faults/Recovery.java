package io.conductorloop.endtoend.faults;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long things took.
 *
 * @param whole from the first intent to the last one's end
 * @param first from the end of the fault to the first outcome after it; null when there was none left to come
 * @param all from the end of the fault until every intent had ended
 */
record Recovery(Duration whole, @Nullable Duration first, Duration all) {
    static Recovery of(List<Long> outcomeTimes, long started, long faultEnded, long done) {
        Duration first = outcomeTimes.stream()
                .filter(time -> time >= faultEnded)
                .min(Long::compare)
                .map(time -> Duration.ofMillis(time - faultEnded))
                .orElse(null);
        return new Recovery(Duration.ofMillis(done - started), first, Duration.ofMillis(done - faultEnded));
    }

    static String seconds(@Nullable Duration duration) {
        return duration == null ? "–" : "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
