package io.conductorloop.energy.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EnergyMeterTest {
    private static final PowerModel SERVER = new PowerModel(new Watts(100), new Watts(300));

    private final TurnedClock clock = new TurnedClock();
    private final ModelledMeter model = new ModelledMeter(SERVER, () -> .5, clock);

    @Test
    void modelDrawsAStraightLineFromIdleToFull() {
        assertThat(SERVER.at(0)).isEqualTo(new Watts(100));
        assertThat(SERVER.at(.5)).isEqualTo(new Watts(200));
        assertThat(SERVER.at(7)).isEqualTo(new Watts(300));
    }

    @Test
    void modelledMeterSaysThatItEstimates() {
        // Given
        clock.turn(Duration.ofSeconds(10));

        // When
        MeterReading reading = model.read();

        // Then
        assertThat(reading.used().value()).isCloseTo(2000, within(1e-9));
        assertThat(reading.basis()).isEqualTo(Basis.ESTIMATED);
    }

    @Test
    void fallbackShowsTheHardwareWhileItCanBeReadAndTheModelElse() {
        // Given
        Hardware hardware = new Hardware();
        FallbackMeter meter = new FallbackMeter(hardware, model);
        clock.turn(Duration.ofSeconds(10));
        hardware.joules = 50;
        MeterReading measured = meter.read();

        // When
        hardware.broken = true;
        clock.turn(Duration.ofSeconds(1));
        MeterReading modelled = meter.read();

        // Then
        assertThat(measured.used().value()).isCloseTo(50, within(1e-9));
        assertThat(measured.basis()).isEqualTo(Basis.MEASURED);
        assertThat(modelled.used().value()).isCloseTo(250, within(1e-9));
        assertThat(modelled.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(modelled.source()).contains("model");
        assertThat(meter.whyModelled()).contains("root only");
    }

    @Test
    void goesOnCountingWhenTheClockIsSetBack() {
        // Given
        Hardware hardware = new Hardware();
        FallbackMeter meter = new FallbackMeter(hardware, model);
        clock.turn(Duration.ofHours(-2));
        hardware.joules = 50;

        // When
        MeterReading measured = meter.read();
        hardware.broken = true;
        clock.turn(Duration.ofSeconds(1));
        MeterReading modelled = meter.read();

        // Then
        assertThat(measured.used().value()).isCloseTo(50, within(1e-9));
        assertThat(modelled.used().value()).isCloseTo(250, within(1e-9));
    }

    @Test
    void fallbackNeverCountsAStretchTwiceWhenTheHardwareComesBack() {
        // Given
        Hardware hardware = new Hardware();
        hardware.broken = true;
        FallbackMeter meter = new FallbackMeter(hardware, model);
        clock.turn(Duration.ofSeconds(1));
        meter.read();
        hardware.broken = false;
        hardware.joules = 10_000;
        clock.turn(Duration.ofSeconds(1));
        MeterReading back = meter.read();
        hardware.joules = 10_030;
        clock.turn(Duration.ofSeconds(1));

        // When
        MeterReading next = meter.read();

        // Then
        assertThat(back.used().value()).isCloseTo(400, within(1e-9));
        assertThat(back.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(next.used().value()).isCloseTo(430, within(1e-9));
        assertThat(next.basis()).isEqualTo(Basis.MEASURED);
        assertThat(meter.whyModelled()).isEmpty();
    }

    @Test
    void usageBetweenReadingsIsMeasuredOnlyWhenBothAre() {
        MeterReading first = new MeterReading(Instant.EPOCH, new Joules(1), Basis.ESTIMATED, "a");
        MeterReading second = new MeterReading(Instant.EPOCH.plusSeconds(1), new Joules(3), Basis.MEASURED, "a");

        assertThat(second.since(first)).isEqualTo(new MeterReading.Usage(new Joules(2), Basis.ESTIMATED));
        assertThatIllegalArgumentException().isThrownBy(() -> first.since(second));
    }

    @Test
    void breakdownSumsToItsTotalAtItsPue() {
        PowerBreakdown breakdown =
                PowerBreakdown.withPue(new Watts(200), new Watts(80), new Watts(100), new Watts(150), 1.3);

        assertThat(breakdown.total().value()).isCloseTo(530 * 1.3, within(1e-9));
        assertThat(breakdown.pue()).isCloseTo(1.3, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerBreakdown.withPue(new Watts(1), new Watts(1), new Watts(1), new Watts(1), .9));
    }

    @Test
    void refusesEnergyThatIsGivenBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Joules(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Watts(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerModel(new Watts(2), new Watts(1)));
    }

    private final class Hardware implements EnergyMeter {
        private double joules;
        private boolean broken;

        @Override
        public MeterReading read() throws MeterUnavailableException {
            if (broken) {
                throw new MeterUnavailableException("for root only");
            }
            return new MeterReading(clock.instant(), new Joules(joules), Basis.MEASURED, "RAPL");
        }
    }

    private static final class TurnedClock implements InstantSource {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
