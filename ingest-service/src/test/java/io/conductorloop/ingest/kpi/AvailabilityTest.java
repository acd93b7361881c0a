package io.conductorloop.ingest.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    private final Availability availability = new Availability();

    @Test
    void saysNothingBeforeTheServiceWasReady() {
        availability.observe(false, at(0));

        assertThat(availability.figures(at(60))).isEqualTo(new Availability.Figures(null, null, null));
    }

    @Test
    void doesNotCountStartingUp() {
        availability.observe(false, at(0));
        availability.observe(true, at(30));

        assertThat(availability.figures(at(60))).isEqualTo(new Availability.Figures(100.0, null, null));
    }

    @Test
    void measuresOutagesAndRepairs() {
        // Given
        availability.observe(true, at(0));
        availability.observe(false, at(600));
        availability.observe(false, at(620));
        availability.observe(true, at(660));
        availability.observe(false, at(860));
        availability.observe(true, at(1000));

        // When
        Availability.Figures figures = availability.figures(at(1000));

        // Then
        assertThat(figures.percent()).isEqualTo(80.0);
        assertThat(figures.betweenFailures()).isEqualTo(Duration.ofSeconds(400));
        assertThat(figures.toRepair()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void countsAnOutageThatGoesOnButNoRepair() {
        availability.observe(true, at(0));
        availability.observe(false, at(50));

        Availability.Figures figures = availability.figures(at(100));

        assertThat(figures).isEqualTo(new Availability.Figures(50.0, Duration.ofSeconds(50), null));
        assertThat(availability.figures(at(200)).percent()).isEqualTo(25.0);
    }

    @Test
    void doesNotMindAClockThatIsSetBack() {
        availability.observe(true, at(100));
        availability.observe(true, at(90));

        assertThat(availability.figures(at(100)).percent()).isNull();
        assertThat(availability.figures(at(110)).percent()).isEqualTo(100.0);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
