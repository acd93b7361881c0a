package io.conductorloop.energy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.IntensityForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplannedRunTest {
    private static final Instant START = Instant.parse("2025-10-26T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(30);
    private static final long SEED = 42;

    @Test
    void endsInTimeWithForecastsThatAreWrongShortFullOfGapsOrMissing() {
        Random chance = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            // Given
            Instant earliest = START.plusSeconds(chance.nextInt(5_000));
            Duration length = Duration.ofSeconds(1 + chance.nextInt(20_000));
            Instant deadline = earliest.plus(length).plusSeconds(chance.nextInt(40_000));
            Workload work = new Workload(length, earliest, deadline, chance.nextBoolean());
            ReplannedRun run = new ReplannedRun(new SchedulePlanner(chance.nextInt(2)), work);

            // When
            Instant now = earliest;
            while (!run.isDone()) {
                Instant until = now.plusSeconds(1 + chance.nextInt(4_000));
                run.step(now, until, anyForecast(chance, now));
                now = until;
            }

            // Then
            List<Window> ran = run.windows();
            assertThat(ran.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus))
                    .as("seed %d round %d", SEED, round)
                    .isEqualTo(length);
            assertThat(ran.getLast().end()).isBeforeOrEqualTo(deadline);
            assertThat(ran.getFirst().start()).isAfterOrEqualTo(earliest);
            assertThat(ran.size() == 1 || work.interruptible()).isTrue();
        }
    }

    @Test
    void takesACleanerMomentThatALaterForecastShows() {
        // Given
        Workload work = new Workload(SLOT, START, START.plus(SLOT.multipliedBy(4)), false);
        ReplannedRun run = new ReplannedRun(new SchedulePlanner(0), work);

        // When
        run.step(START, START.plus(SLOT), forecast(START, 200, 100, 300, 300));
        run.step(START.plus(SLOT), START.plus(SLOT.multipliedBy(2)), forecast(START, 200, 400, 300, 50));
        boolean waited = !run.isDone();
        run.step(START.plus(SLOT.multipliedBy(3)), work.deadline(), forecast(START, 200, 400, 300, 50));

        // Then
        assertThat(waited).isTrue();
        assertThat(run.windows()).containsExactly(new Window(START.plus(SLOT.multipliedBy(3)), work.deadline()));
    }

    @Test
    void saysWhenItIsCalledTooLate() {
        Workload work = new Workload(SLOT, START, START.plus(SLOT), false);
        ReplannedRun run = new ReplannedRun(new SchedulePlanner(0), work);

        assertThatThrownBy(() -> run.step(START.plusSeconds(1), START.plusSeconds(2), forecast(START, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too late");
    }

    private static IntensityForecast anyForecast(Random chance, Instant now) {
        double[] values = new double[chance.nextInt(40)];
        Arrays.setAll(values, i -> chance.nextInt(6) == 0 ? Double.NaN : 10 + chance.nextInt(500));
        return forecast(now.minusSeconds(chance.nextInt(4_000)), values);
    }

    private static IntensityForecast forecast(Instant start, double... values) {
        return IntensityForecast.certain(IntensitySeries.of(start, SLOT, values));
    }
}
