package io.conductorloop.energy.sleep;

import org.jspecify.annotations.Nullable;

/**
 * Takes another policy's advice as far as the past has paid for its worst case, so that the sum over all periods so far
 * never exceeds twice the optimum and the credit it began with, whatever comes and whatever the advice was worth.
 *
 * <p>What the periods so far stayed below twice their optimum is the credit. A schedule whose {@linkplain
 * SleepProfile#worstExcess worst excess} over twice the optimum fits the credit is followed; one that does not is moved
 * towards the lower envelope, which never needs credit, until it does. Where every period is long, the lower envelope
 * earns none: who begins without any then stays at twice the optimum, so a machine that is mostly idle should begin
 * with the price of a waking or two.
 */
public final class RobustPolicy implements SleepPolicy {
    /** What no deterministic policy can better without looking back: the classical bound of ski rental. */
    public static final double FACTOR = 2;

    private static final int PARTS = 5;

    private final SleepProfile profile;
    private final SleepPolicy advice;
    private final SleepSchedule safe;
    private double credit;
    private @Nullable SleepSchedule current;

    /** Bounds an advice that gives finite times only, with no credit to begin with: twice the optimum, and no more. */
    public RobustPolicy(SleepProfile profile, SleepPolicy advice) {
        this(profile, advice, 0);
    }

    /**
     * Bounds an advice that gives finite times only.
     *
     * @param credit how much may be spent beyond twice the optimum, in all and once
     */
    public RobustPolicy(SleepProfile profile, SleepPolicy advice, double credit) {
        this.credit = credit;
        this.profile = profile;
        this.advice = advice;
        safe = SleepSchedule.lowerEnvelope(profile);
    }

    @Override
    public SleepSchedule next(double predicted) {
        SleepSchedule wanted = advice.next(predicted);
        SleepSchedule chosen = safe;
        for (int part = PARTS; part > 0; part--) {
            SleepSchedule between = part == PARTS ? wanted : wanted.towards(safe, (double) part / PARTS);
            if (profile.worstExcess(between, FACTOR) <= credit) {
                chosen = between;
                break;
            }
        }
        current = chosen;
        return chosen;
    }

    @Override
    public void learn(double idle) {
        if (current == null) {
            throw new IllegalStateException("told of an idle period that nothing was decided for");
        }
        credit = Math.max(0, credit + FACTOR * profile.optimum(idle) - profile.energy(current, idle));
        current = null;
        advice.learn(idle);
    }
}
