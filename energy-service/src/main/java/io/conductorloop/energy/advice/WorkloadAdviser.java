package io.conductorloop.energy.advice;

import io.conductorloop.energy.advice.Advice.Share;
import io.conductorloop.energy.advice.Advice.SitePlan;
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
import io.conductorloop.energy.sites.Allocation;
import io.conductorloop.energy.sites.Site;
import io.conductorloop.energy.sites.SiteBalancer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Advises when, and at which of several sites or in which of several zones, a workload should run. */
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
     * Where it may run.
     *
     * @param sites at least one; running at once means in the first that take it
     * @param demand what it asks of them, above 0, in the unit of their capacities
     * @param latency further sites are out of the question
     */
    public record Places(List<Site> sites, double demand, Duration latency) {
        /** Anywhere in these zones, all of it in one. */
        public static Places in(List<Zone> zones) {
            return new Places(
                    zones.stream()
                            .map(zone -> new Site(zone.name(), zone, 1, Double.POSITIVE_INFINITY, Duration.ZERO))
                            .toList(),
                    1,
                    Duration.ZERO);
        }
    }

    /**
     * Advises.
     *
     * @param power what all of it draws while it runs, without a building's overhead
     */
    public Advice advise(Workload work, Watts power, Places places) {
        Instant now = clock.instant();
        Instant earliest = now.isAfter(work.earliestStart()) ? now : work.earliestStart();
        if (earliest.isAfter(work.latestStart())) {
            return new Advice.Impossible(new SchedulePlan.TooLate(work.latestStart(), earliest));
        }
        double kilowattHours = power.over(work.duration()).kilowattHours();
        Map<Site, SitePlan> plans = new LinkedHashMap<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Site site : places.sites()) {
            plans.put(site, plan(work, earliest, now, kilowattHours, site, unknown));
        }
        SiteBalancer balancer = new SiteBalancer(places.latency());
        Allocation byCarbon = balancer.allocate(
                places.demand(), places.sites(), site -> of(plans, site).intensity());
        if (byCarbon instanceof Allocation.Insufficient(Map<Site, Double> _, double unserved)) {
            return new Advice.NoRoom(unserved);
        }
        List<Share> shares = shares(plans, byCarbon, places.demand());
        List<SitePlan> others = plans.values().stream()
                .filter(plan -> !byCarbon.shares().containsKey(plan.site()) && !Double.isNaN(plan.grams()))
                .toList();
        // Of grids nobody knows the first that was named is taken.
        Allocation asNamed = balancer.allocate(places.demand(), places.sites(), _ -> Double.NaN);
        double atOnce = shares(plans, asNamed, places.demand()).stream()
                .mapToDouble(share -> share.part() * share.plan().gramsAtOnce())
                .sum();
        return new Advice.Run(shares, others, unknown, atOnce);
    }

    /** The least carbon first; of equals the first that was named. */
    private static List<Share> shares(Map<Site, SitePlan> plans, Allocation allocation, double demand) {
        return plans.values().stream()
                .filter(plan -> allocation.shares().containsKey(plan.site()))
                .map(plan -> new Share(plan, of(allocation.shares(), plan.site()) / demand))
                .sorted(Comparator.comparingDouble(share -> share.plan().grams()))
                .toList();
    }

    private static <T> T of(Map<Site, T> map, Site site) {
        return Objects.requireNonNull(map.get(site));
    }

    private SitePlan plan(
            Workload work,
            Instant earliest,
            Instant now,
            double kilowattHours,
            Site site,
            Map<String, String> unknown) {
        return switch (grid.from(site.zone(), now, work.deadline())) {
            case Outlook.Expected outlook -> {
                IntensitySeries expected = outlook.forecast().expected();
                SchedulePlan.InTime plan = inTime(planner.plan(work, outlook.forecast(), now));
                double intensity = MeanIntensity.over(expected, plan.windows());
                double atOnce =
                        MeanIntensity.over(expected, List.of(new Window(earliest, earliest.plus(work.duration()))));
                if (Double.isNaN(intensity)) {
                    unknown.put(site.name(), outlook.source() + " does not look so far ahead");
                }
                yield new SitePlan(
                        site,
                        plan,
                        kilowattHours * site.pue() * intensity,
                        intensity,
                        kilowattHours * site.pue() * atOnce,
                        outlook.source(),
                        outlook.estimated());
            }
            case Outlook.Unknown(String reason) -> {
                unknown.put(site.name(), reason);
                IntensityForecast nothing = IntensityForecast.certain(IntensitySeries.of(now, SLOT));
                yield new SitePlan(
                        site, inTime(planner.plan(work, nothing, now)), Double.NaN, Double.NaN, Double.NaN, "", true);
            }
        };
    }

    private static SchedulePlan.InTime inTime(SchedulePlan plan) {
        return switch (plan) {
            case SchedulePlan.InTime inTime -> inTime;
            case SchedulePlan.TooLate late -> throw new IllegalStateException("was checked before: " + late);
        };
    }
}
