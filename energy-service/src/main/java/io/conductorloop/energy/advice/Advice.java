package io.conductorloop.energy.advice;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.schedule.SchedulePlan;
import java.util.List;
import java.util.Map;

/** What is said to who asks when a workload should run. */
public sealed interface Advice {
    /**
     * Run so.
     *
     * @param best of the zones, by the grams expected; the first of the question where nothing is known of any
     * @param others plans of the other zones of which something is known
     * @param unknown zones nothing is known of, and why
     * @param atOnce grams expected in the first zone of the question, run as early as allowed; NaN where unknown
     */
    record Run(ZonePlan best, List<ZonePlan> others, Map<Zone, String> unknown, double atOnce) implements Advice {
        public Run {
            others = List.copyOf(others);
            unknown = Map.copyOf(unknown);
        }
    }

    /** It cannot end by its deadline. */
    record Impossible(SchedulePlan.TooLate why) implements Advice {}

    /**
     * A plan in one zone.
     *
     * @param grams expected, CO2e; NaN where unknown
     * @param intensity mean over the plan's windows, gCO2e/kWh; NaN where unknown
     * @param intensityAtOnce mean had it run as early as allowed, gCO2e/kWh; NaN where unknown
     * @param source who knows of the grid; empty where nobody
     * @param estimated whether that is a model
     */
    record ZonePlan(
            Zone zone,
            SchedulePlan.InTime plan,
            double grams,
            double intensity,
            double intensityAtOnce,
            String source,
            boolean estimated) {}
}
