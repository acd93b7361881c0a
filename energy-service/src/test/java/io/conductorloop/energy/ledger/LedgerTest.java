package io.conductorloop.energy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.ModelledMeter;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private Instant now = NOON;
    private OptionalDouble intensity = OptionalDouble.of(500);
    private final InMemorySlices slices = new InMemorySlices();
    private final Ledger ledger = new Ledger(
            new ModelledMeter(new PowerModel(new Watts(50), new Watts(150)), () -> 0.5, () -> now),
            _ -> intensity,
            slices);

    @Test
    void writesDownWhatWasUsedBetweenTwoLooks() throws Exception {
        // Given
        ledger.writeDown();
        ledger.finished(7);
        ledger.finished(3);
        now = NOON.plusSeconds(60);

        // When
        ledger.writeDown();

        // Then
        assertThat(slices.within(NOON, now))
                .containsExactly(new Slice(NOON, now, new Joules(6_000), Basis.ESTIMATED, 500, 10));
        assertThat(ledger.power()).isEqualTo(new Watts(100));
        assertThat(ledger.kilogramsPerHour()).isEqualTo(0.05, within(1e-12));
        assertThat(ledger.isMeasured()).isFalse();
    }

    @Test
    void writesNothingDownWhereTheIntensityIsUnknown() throws Exception {
        ledger.writeDown();
        intensity = OptionalDouble.empty();
        now = NOON.plusSeconds(60);
        ledger.writeDown();

        assertThat(slices.within(NOON, now)).isEmpty();
        assertThat(ledger.kilogramsPerHour()).isNaN();
        intensity = OptionalDouble.of(100);
        now = NOON.plusSeconds(120);
        ledger.writeDown();
        assertThat(slices.within(NOON, now)).hasSize(1);
    }
}
