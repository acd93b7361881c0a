package io.conductorloop.energy.deferral;

import io.conductorloop.energy.deferral.ReleasePlan.Why;
import io.conductorloop.energy.outlook.Outlook;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.schedule.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Plans when a deferred intent is released. Pure. */
public final class ReleasePlanner {
    private static final int HIGHEST_PRIORITY = 10;

    private final SchedulePlanner planner;
    private final Rules rules;

    /**
     * What holds for all.
     *
     * @param longestWait of an intent of priority 0 without a deadline; priority 1 waits a tenth less, and so on
     * @param margin that is kept between the last moment of release and the deadline, for execution
     * @param executionTime how long the work that an intent sets off is taken to run
     * @param urgentFrom from this priority on an intent does not wait
     */
    public record Rules(Duration longestWait, Duration margin, Duration executionTime, int urgentFrom) {}

    public ReleasePlanner(SchedulePlanner planner, Rules rules) {
        this.planner = planner;
        this.rules = rules;
    }

    /** The last moment at which the intent may be released. */
    public Instant releaseBy(DeferredIntent intent, Instant heldAt) {
        if (intent.deadline() != null) {
            return intent.deadline().minus(rules.margin());
        }
        int rest = HIGHEST_PRIORITY - Math.clamp(intent.priority(), 0, HIGHEST_PRIORITY);
        return heldAt.plus(rules.longestWait().multipliedBy(rest).dividedBy(HIGHEST_PRIORITY));
    }

    /**
     * The intent's plan.
     *
     * @param heldAt when it came
     * @param outlook what is expected of the grid
     */
    public ReleasePlan plan(DeferredIntent intent, Instant heldAt, Outlook outlook, Instant now) {
        Instant releaseBy = releaseBy(intent, heldAt);
        if (intent.priority() >= rules.urgentFrom()) {
            return unplanned(now, releaseBy, Why.URGENT);
        }
        if (!now.isBefore(releaseBy)) {
            return unplanned(now, releaseBy, Why.TOO_LATE);
        }
        if (!(outlook instanceof Outlook.Expected expected)) {
            return unplanned(now, releaseBy, Why.INTENSITY_UNKNOWN);
        }
        Workload work = new Workload(rules.executionTime(), now, releaseBy.plus(rules.executionTime()), false);
        return switch (planner.plan(work, expected.forecast(), now)) {
            case SchedulePlan.Deferred(var windows, var then, var atOnce) ->
                new ReleasePlan(
                        windows.getFirst().start(),
                        releaseBy,
                        Why.CLEANER_THEN,
                        then.value(),
                        atOnce.value(),
                        expected.estimated());
            case SchedulePlan.AtOnce(Window window, SchedulePlan.Why why) -> {
                double mean = MeanIntensity.over(expected.forecast().expected(), List.of(window));
                yield new ReleasePlan(now, releaseBy, reason(why), mean, mean, expected.estimated());
            }
            case SchedulePlan.TooLate _ -> unplanned(now, releaseBy, Why.TOO_LATE);
        };
    }

    private static ReleasePlan unplanned(Instant now, Instant releaseBy, Why why) {
        return new ReleasePlan(now, releaseBy, why, Double.NaN, Double.NaN, true);
    }

    private static Why reason(SchedulePlan.Why why) {
        return switch (why) {
            case NOW_IS_CLEANEST -> Why.NOW_IS_CLEANEST;
            case NO_SLACK -> Why.NO_SLACK;
            case INTENSITY_UNKNOWN -> Why.INTENSITY_UNKNOWN;
            case SAVING_UNCERTAIN -> Why.SAVING_UNCERTAIN;
        };
    }
}
