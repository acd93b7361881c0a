package io.conductorloop.energy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of slices does. */
public abstract class SlicesContract {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private Slices slices;

    /** An empty one. */
    protected abstract Slices empty();

    @BeforeEach
    void start() {
        slices = empty();
    }

    @Test
    void givesBackWhatLiesWithinTheTimeInOrder() {
        slices.add(slice(120, 180, 3));
        slices.add(slice(0, 60, 1));
        slices.add(slice(60, 120, 2));

        assertThat(slices.within(NOON, NOON.plusSeconds(181)))
                .containsExactly(slice(0, 60, 1), slice(60, 120, 2), slice(120, 180, 3));
        assertThat(slices.within(NOON.plusSeconds(1), NOON.plusSeconds(179))).containsExactly(slice(60, 120, 2));
        assertThat(slices.within(NOON.plusSeconds(999), NOON.plusSeconds(1_999)))
                .isEmpty();
    }

    @Test
    void ofTwoThatOverlapCountsTheEnergyOfOneAndTheIntentsOfBoth() {
        slices.add(slice(0, 60, 1));
        slices.add(slice(30, 90, 2));
        slices.add(slice(90, 120, 3));

        assertThat(slices.within(NOON, NOON.plusSeconds(181)))
                .containsExactly(slice(0, 60, 1).withMore(17), slice(90, 120, 3));
    }

    private static Slice slice(long from, long to, double joules) {
        return new Slice(
                NOON.plusSeconds(from).plusNanos(123_456),
                NOON.plusSeconds(to).plusNanos(123_456),
                new Joules(joules / 3),
                Basis.ESTIMATED,
                412.5,
                17);
    }
}
