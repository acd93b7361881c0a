package io.conductorloop.energy.advice;

import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.sites.Site;
import java.util.List;
import java.util.Map;

/** What is said to who asks when and where a workload should run. */
public sealed interface Advice {
    /**
     * Run so.
     *
     * @param shares where how much of it runs, the site with the least carbon first; never empty
     * @param others plans of the other sites of which something is known
     * @param unknown sites of whose grid nothing is known, by name, and why
     * @param atOnce grams expected at the first sites of the question that take it, run as early as allowed; NaN where unknown
     */
    record Run(List<Share> shares, List<SitePlan> others, Map<String, String> unknown, double atOnce)
            implements Advice {
        public Run {
            shares = List.copyOf(shares);
            others = List.copyOf(others);
            unknown = Map.copyOf(unknown);
        }

        /** Of the site with the least carbon. */
        public SitePlan best() {
            return shares.getFirst().plan();
        }

        /** Expected of all shares, CO2e; NaN where of one nothing is known. */
        public double grams() {
            return shares.stream().mapToDouble(Share::grams).sum();
        }
    }

    /** It cannot end by its deadline. */
    record Impossible(SchedulePlan.TooLate why) implements Advice {}

    /**
     * The sites that are near enough cannot take all of it.
     *
     * @param unserved what is left over, in the unit of their capacities
     */
    record NoRoom(double unserved) implements Advice {}

    /**
     * What one site takes.
     *
     * @param part of all the work, above 0 and at most 1
     */
    record Share(SitePlan plan, double part) {
        public double grams() {
            return part * plan.grams();
        }
    }

    /**
     * A plan for all of the work at one site.
     *
     * @param grams expected with the building's overhead, CO2e; NaN where unknown
     * @param intensity mean over the plan's windows, gCO2e/kWh; NaN where unknown
     * @param gramsAtOnce had it run as early as allowed; NaN where unknown
     * @param source who knows of the grid; empty where nobody
     * @param estimated whether that is a model
     */
    record SitePlan(
            Site site,
            SchedulePlan.InTime plan,
            double grams,
            double intensity,
            double gramsAtOnce,
            String source,
            boolean estimated) {}
}
