package io.conductorloop.energy.plan;

import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.scaling.CarbonCap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Looks at the grid now and then, so that who plans need not wait for a source. What was seen long ago counts as unknown. */
public final class GridWatch {
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    private final GridOutlook grid;
    private final Zone zone;
    private final CarbonCap.Rules rules;
    private final Duration good;
    private final InstantSource clock;
    private volatile Seen seen = new Seen(GridState.UNKNOWN, Instant.MIN);

    private record Seen(GridState state, Instant at) {}

    /** @param good how long what was seen is good */
    public GridWatch(GridOutlook grid, Zone zone, CarbonCap.Rules rules, Duration good, InstantSource clock) {
        this.grid = grid;
        this.zone = zone;
        this.rules = rules;
        this.good = good;
        this.clock = clock;
    }

    /** Asks the source, which may take its time. */
    public void look() {
        Instant now = clock.instant();
        Optional<IntensityAnswer.Known> known = grid.known(zone, now.minus(LOOK_BACK), now);
        GridState state = known.filter(some -> !Double.isNaN(some.series().at(now)))
                .map(some -> state(some, now))
                .orElse(GridState.UNKNOWN);
        seen = new Seen(state, now);
    }

    private GridState state(IntensityAnswer.Known known, Instant now) {
        CarbonCap.Cap cap = new CarbonCap(rules).cap(known.series(), now, 0, 1);
        return new GridState(
                cap.why(), rules.clean(cap.intensity()), new Grid(zone.name(), cap.intensity(), known.estimated()));
    }

    /** What was seen last. */
    public GridState state() {
        Seen last = seen;
        return last.at().isBefore(clock.instant().minus(good)) ? GridState.UNKNOWN : last.state();
    }
}
