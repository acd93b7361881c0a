package io.conductorloop.energy.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.advice.WorkloadAdviser.Places;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.schedule.Workload;
import io.conductorloop.energy.sites.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadAdviserTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    private static final Workload WORK = new Workload(Duration.ofHours(1), NOW, NOW.plus(Duration.ofHours(6)), false);
    private static final Watts POWER = new Watts(1_000);
    private static final Duration NEAR = Duration.ofMillis(50);

    /** By zone: all day, but for half of it from noon to one. */
    private final Map<String, Double> grid = Map.of("DE", 400.0, "FR", 60.0, "GB", 200.0);

    private final WorkloadAdviser adviser = new WorkloadAdviser(
            new SchedulePlanner(1),
            new GridOutlook(new Zones(), GridForecaster.plain(), new GridOutlook.Rules(Duration.ofDays(14), 0.05, 0.1)),
            InstantSource.fixed(NOW));

    private final Site berlin = new Site("berlin", new Zone("DE"), 1.2, 1, Duration.ofMillis(5));
    private final Site paris = new Site("paris", new Zone("FR"), 1.5, 0.25, Duration.ofMillis(20));
    private final Site london = new Site("london", new Zone("GB"), 1.1, 1, Duration.ofMillis(20));
    private final Site lyon = new Site("lyon", new Zone("FR"), 1.1, 5, Duration.ofMillis(80));

    @Test
    void fillsTheNearSiteWithTheLeastCarbonFirstAndPlansEachByItsOwnGrid() {
        Advice.Run run = run(new Places(List.of(berlin, paris, london, lyon), 1, NEAR));

        assertThat(run.shares())
                .extracting(share -> share.plan().site().name(), Advice.Share::part)
                .containsExactly(tuple("paris", 0.25), tuple("london", 0.75));
        assertThat(run.best().plan()).isInstanceOf(SchedulePlan.Deferred.class);
        assertThat(run.best().plan().windows().getFirst().start()).isEqualTo("2026-06-15T12:00:00Z");
        assertThat(run.grams()).isEqualTo(0.25 * 1.5 * 30 + 0.75 * 1.1 * 100, within(1e-9));
        assertThat(run.atOnce()).isEqualTo(1.2 * 400, within(1e-9));
        assertThat(run.others()).extracting(plan -> plan.site().name()).containsExactly("berlin", "lyon");
    }

    @Test
    void takesTheFarSiteWhereThatIsAllowed() {
        Advice.Run run = run(new Places(List.of(berlin, paris, london, lyon), 4, Duration.ofMillis(100)));

        assertThat(run.shares()).hasSize(1);
        assertThat(run.best().site()).isEqualTo(lyon);
        assertThat(run.grams()).isEqualTo(1.1 * 30, within(1e-9));
    }

    @Test
    void saysWhatNoSiteThatIsNearHasRoomFor() {
        assertThat(adviser.advise(WORK, POWER, new Places(List.of(paris, lyon), 1, NEAR)))
                .isEqualTo(new Advice.NoRoom(0.75));
    }

    @Test
    void aSiteOfAnUnknownGridTakesWhatTheOthersHaveNoRoomFor() {
        Site dark = new Site("dark", new Zone("XX"), 1, 1, Duration.ZERO);

        Advice.Run run = run(new Places(List.of(dark, london), 1.5, NEAR));

        assertThat(run.best().site()).isEqualTo(london);
        assertThat(run.shares()).last().satisfies(share -> {
            assertThat(share.plan().site()).isEqualTo(dark);
            assertThat(share.part()).isEqualTo(1 / 3.0, within(1e-12));
        });
        assertThat(run.unknown()).containsOnlyKeys("dark");
        assertThat(run.grams()).isNaN();
    }

    @Test
    void zonesAreSitesOfAnyCapacityWithoutOverhead() {
        Advice.Run run = run(Places.in(List.of(new Zone("DE"), new Zone("FR"), new Zone("XX"))));

        assertThat(run.best().site().zone()).isEqualTo(new Zone("FR"));
        assertThat(run.grams()).isEqualTo(30, within(1e-9));
        assertThat(run.atOnce()).isEqualTo(400, within(1e-9));
        assertThat(run.unknown()).containsOnlyKeys("XX");
    }

    private Advice.Run run(Places places) {
        return (Advice.Run) adviser.advise(WORK, POWER, places);
    }

    private final class Zones implements CarbonIntensitySource {
        @Override
        public String name() {
            return "zones";
        }

        @Override
        public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
            Double mean = grid.get(zone.name());
            if (mean == null) {
                return new IntensityAnswer.Unavailable("zones", "dark");
            }
            Instant start = from.minus(Duration.ofMinutes(from.getEpochSecond() / 60 % 60));
            double[] values = new double[(int) Duration.between(start, to).toHours() + 1];
            Arrays.setAll(
                    values,
                    hour -> start.plus(Duration.ofHours(hour)).equals(NOW.plus(Duration.ofHours(2))) ? mean / 2 : mean);
            return new IntensityAnswer.Known(IntensitySeries.of(start, Duration.ofHours(1), values), "zones", false);
        }
    }
}
