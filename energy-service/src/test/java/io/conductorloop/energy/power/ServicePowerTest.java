package io.conductorloop.energy.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicePowerTest {
    private static final Instant NOW = Instant.parse("2026-11-29T14:00:00Z");
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final ServicePower power = new ServicePower(new PowerModel(new Watts(30), new Watts(120)), SILENCE);

    @Test
    void sharesOutWhatLoadAddsByProcessorTime() {
        power.observe(sample("executor", "a", 0.5), NOW.minusSeconds(2));
        power.observe(sample("executor", "a", 0.25), NOW);
        power.observe(sample("executor", "b", 0.1), NOW);
        power.observe(sample("ingest", "a", 0), NOW);

        assertThat(power.watts("executor", NOW)).isEqualTo(0.35 * 90, within(1e-9));
        assertThat(power.watts("ingest", NOW)).isZero();
    }

    @Test
    void knowsNothingOfWhoWasNotHeardOfLate() {
        power.observe(sample("executor", "gone", 0.5), NOW.minusSeconds(16));
        power.observe(sample("executor", "there", 0.1), NOW.minusSeconds(14));

        assertThat(power.watts("executor", NOW)).isEqualTo(9, within(1e-9));
        assertThat(power.watts("executor", NOW.plusSeconds(2))).isNaN();
        assertThat(power.watts("unheard-of", NOW)).isNaN();
    }

    private static TelemetrySample sample(String service, String instance, double cpuShare) {
        return new TelemetrySample(
                service, instance, NOW, Duration.ofSeconds(1), 4, cpuShare, 1, 0, null, 0, 0, Map.of(), null, null);
    }
}
