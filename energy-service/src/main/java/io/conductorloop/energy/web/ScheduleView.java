package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.energy.advice.Advice;
import io.conductorloop.energy.advice.Advice.SitePlan;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.sites.Site;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workload's plan as REST shows it.
 *
 * @param why where it does not wait: the reason
 * @param expectedGrams CO2e by this plan
 * @param gramsAtOnce CO2e had it run as early as allowed in the first zone
 * @param zone where most is saved
 * @param site the same of sites
 * @param windows there
 * @param shares where how much runs and when, of sites
 * @param others what the other zones or sites would come to
 * @param unknown zones or sites nothing is known of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleView(
        Decision decision,
        SchedulePlan.@Nullable Why why,
        String zone,
        @Nullable String site,
        List<Window> windows,
        @Nullable List<Part> shares,
        @Nullable Double expectedGrams,
        @Nullable Double gramsAtOnce,
        @Nullable Double expectedSavingGrams,
        @Nullable Double expectedIntensity,
        String source,
        boolean estimated,
        List<Other> others,
        Map<String, String> unknown) {
    /** How it should run. */
    enum Decision {
        WAIT,
        RUN_AT_ONCE
    }

    /** What one site takes, {@code part} being its share of all the work. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            String site,
            String zone,
            double part,
            List<Window> windows,
            @Nullable Double expectedGrams) {}

    /** Another zone or site, as if all of it ran there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Other(
            String zone,
            @Nullable String site,
            List<Window> windows,
            @Nullable Double expectedGrams,
            String source,
            boolean estimated) {}

    static ScheduleView of(Advice.Run run, boolean bySites) {
        SitePlan best = run.best();
        return new ScheduleView(
                best.plan() instanceof SchedulePlan.Deferred ? Decision.WAIT : Decision.RUN_AT_ONCE,
                best.plan() instanceof SchedulePlan.AtOnce atOnce ? atOnce.why() : null,
                best.site().zone().name(),
                bySites ? best.site().name() : null,
                best.plan().windows(),
                bySites ? run.shares().stream().map(ScheduleView::part).toList() : null,
                Numbers.known(run.grams()),
                Numbers.known(run.atOnce()),
                Numbers.known(run.atOnce() - run.grams()),
                Numbers.known(best.intensity()),
                best.source(),
                best.estimated(),
                run.others().stream()
                        .map(other -> new Other(
                                other.site().zone().name(),
                                bySites ? other.site().name() : null,
                                other.plan().windows(),
                                Numbers.known(other.grams()),
                                other.source(),
                                other.estimated()))
                        .toList(),
                new TreeMap<>(run.unknown()));
    }

    private static Part part(Advice.Share share) {
        Site site = share.plan().site();
        return new Part(
                site.name(),
                site.zone().name(),
                share.part(),
                share.plan().plan().windows(),
                Numbers.known(share.grams()));
    }
}
