package io.conductorloop.energy.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every meter keeps to, whatever it reads. */
public abstract class EnergyMeterContract {
    /** The meter under test, the same at each call. */
    protected abstract EnergyMeter meter() throws Exception;

    /** Makes the machine use so much; time passes with it. */
    protected abstract void use(double joules) throws Exception;

    /** What the meter's figures are. */
    protected abstract Basis basis();

    @Test
    void countsWhatIsUsedBetweenTwoReadings() throws Exception {
        // Given
        MeterReading before = meter().read();
        use(30);
        meter().read();
        use(12);

        // When
        MeterReading after = meter().read();

        // Then
        assertThat(after.since(before).used().value()).isCloseTo(42, within(1e-6));
        assertThat(after.at()).isAfterOrEqualTo(before.at());
    }

    @Test
    void showsTheSameWhereNothingWasUsed() throws Exception {
        MeterReading before = meter().read();

        assertThat(meter().read().used()).isEqualTo(before.used());
    }

    @Test
    void saysWhatItsFiguresAre() throws Exception {
        meter().read();
        use(1);

        assertThat(meter().read().basis()).isEqualTo(basis());
        assertThat(meter().read().source()).isNotBlank();
    }
}
