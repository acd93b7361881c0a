package io.conductorloop.energy.advice;

import io.conductorloop.energy.advice.Advice.ZonePlan;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.Outlook;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.schedule.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Advises when, and in which of several zones, a workload should run. */
public final class WorkloadAdviser {
    private static final Duration SLOT = Duration.ofMinutes(30);

    private final SchedulePlanner planner;
    private final GridOutlook grid;
    private final InstantSource clock;

    public WorkloadAdviser(SchedulePlanner planner, GridOutlook grid, InstantSource clock) {
        this.planner = planner;
        this.grid = grid;
        this.clock = clock;
    }

    /**
     * Advises.
     *
     * @param power what it draws while it runs
     * @param zones where it may run, at least one; running at once means in the first
     */
    public Advice advise(Workload work, Watts power, List<Zone> zones) {
        Instant now = clock.instant();
        Instant earliest = now.isAfter(work.earliestStart()) ? now : work.earliestStart();
        if (earliest.isAfter(work.latestStart())) {
            return new Advice.Impossible(new SchedulePlan.TooLate(work.latestStart(), earliest));
        }
        double kilowattHours = power.over(work.duration()).kilowattHours();
        List<ZonePlan> plans = new ArrayList<>();
        Map<Zone, String> unknown = new LinkedHashMap<>();
        for (Zone zone : zones) {
            plans.add(plan(work, earliest, now, kilowattHours, zone, unknown));
        }
        ZonePlan first = plans.getFirst();
        ZonePlan best = plans.stream().reduce(first, (one, other) -> other.grams() < known(one.grams()) ? other : one);
        List<ZonePlan> others = plans.stream()
                .filter(plan -> !plan.zone().equals(best.zone()) && !Double.isNaN(plan.grams()))
                .toList();
        return new Advice.Run(best, others, unknown, kilowattHours * first.intensityAtOnce());
    }

    private ZonePlan plan(
            Workload work, Instant earliest, Instant now, double kilowattHours, Zone zone, Map<Zone, String> unknown) {
        return switch (grid.from(zone, now, work.deadline())) {
            case Outlook.Expected outlook -> {
                IntensitySeries expected = outlook.forecast().expected();
                SchedulePlan.InTime plan = inTime(planner.plan(work, outlook.forecast(), now));
                double intensity = MeanIntensity.over(expected, plan.windows());
                double atOnce =
                        MeanIntensity.over(expected, List.of(new Window(earliest, earliest.plus(work.duration()))));
                if (Double.isNaN(intensity)) {
                    unknown.put(zone, outlook.source() + " does not look so far ahead");
                }
                yield new ZonePlan(
                        zone,
                        plan,
                        kilowattHours * intensity,
                        intensity,
                        atOnce,
                        outlook.source(),
                        outlook.estimated());
            }
            case Outlook.Unknown(String reason) -> {
                unknown.put(zone, reason);
                IntensityForecast nothing = IntensityForecast.certain(IntensitySeries.of(now, SLOT));
                yield new ZonePlan(
                        zone, inTime(planner.plan(work, nothing, now)), Double.NaN, Double.NaN, Double.NaN, "", true);
            }
        };
    }

    private static SchedulePlan.InTime inTime(SchedulePlan plan) {
        return switch (plan) {
            case SchedulePlan.InTime inTime -> inTime;
            case SchedulePlan.TooLate late -> throw new IllegalStateException("was checked before: " + late);
        };
    }

    private static double known(double grams) {
        return Double.isNaN(grams) ? Double.POSITIVE_INFINITY : grams;
    }
}
