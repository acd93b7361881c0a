package io.conductorloop.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyWatchTest {
    private final Random random = new Random(7);
    private final AnomalyWatch watch = new AnomalyWatch(Runnable::run);
    private Instant now = Instant.parse("2026-11-23T18:30:00Z");

    @Test
    void findsThatAnInstanceGetsSlowAndItsQueueGrows() {
        // Given
        int falsely = watch(InstanceWatch.TRAINED_AFTER + 600, "a", 0).size();

        // When
        List<AnomalyFound> found = watch(40, "a", 5_000);

        // Then
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().instance()).isEqualTo("a");
        assertThat(found.getFirst().error()).isGreaterThan(found.getFirst().threshold());
        assertThat(found.getFirst().shares()).containsOnlyKeys(InstanceWatch.FEATURES);
        assertThat(found.getFirst().shares().get("queueDepth")).isGreaterThan(0.2);
        assertThat(falsely).as("alarms in twenty minutes of normal work").isLessThanOrEqualTo(2);
        assertThat(watch.latest().getFirst()).isEqualTo(found.getFirst());
    }

    @Test
    void findsAnomaliesWithThePlainModelBeforeAnythingWasTrained() {
        watch(InstanceWatch.PLAIN_AFTER + 100, "a", 0);

        List<AnomalyFound> found = watch(40, "a", 5_000);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().by()).isEqualTo("gaussian");
    }

    @Test
    void staysBoundedWhateverInstancesItHears() {
        for (int i = 0; i < 1_000; i++) {
            watch(2, "instance-" + i, 0);
        }

        assertThat(watch.latest()).isEmpty();
    }

    private List<AnomalyFound> watch(int seconds, String instance, long queued) {
        List<AnomalyFound> found = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            double load = 100 + 10 * random.nextGaussian();
            watch.observe(new TelemetrySample(
                            "executor",
                            instance,
                            now,
                            Duration.ofSeconds(1),
                            4,
                            Math.clamp(load / 300 + 0.01 * random.nextGaussian(), 0, 1),
                            (long) (30e6 + 3e6 * random.nextDouble()),
                            queued + random.nextInt(3),
                            Duration.ofMillis(5 + queued / 10 + random.nextInt(3)),
                            load,
                            load + random.nextGaussian(),
                            Map.of(),
                            null,
                            null))
                    .ifPresent(found::add);
        }
        return found;
    }
}
