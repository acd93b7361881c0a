package io.conductorloop.energy.schedule;

import io.conductorloop.energy.carbon.GramsPerKilowattHour;
import java.time.Instant;
import java.util.List;

/** What becomes of a workload. */
public sealed interface SchedulePlan {
    /** A plan by which the work ends in time. */
    sealed interface InTime extends SchedulePlan {
        /** When it runs: not empty, in order, disjoint, together as long as the work. */
        List<Window> windows();
    }

    /** It runs as soon as it may. */
    record AtOnce(Window window, Why why) implements InTime {
        @Override
        public List<Window> windows() {
            return List.of(window);
        }
    }

    /**
     * It waits for cleaner power.
     *
     * @param windows as {@link InTime#windows()}
     * @param expected the mean intensity over these windows, by the forecast
     * @param atOnce the mean intensity, had it run as soon as it may; above {@code expected}
     */
    record Deferred(List<Window> windows, GramsPerKilowattHour expected, GramsPerKilowattHour atOnce)
            implements InTime {
        public Deferred {
            windows = List.copyOf(windows);
        }

        /** What is expected to be saved, g, by work that draws this much. */
        public double expectedSaving(double kilowattHours) {
            return kilowattHours * (atOnce.value() - expected.value());
        }
    }

    /**
     * It cannot end by its deadline, whenever it starts; it is for the caller to run it late or to give it up.
     *
     * @param latestStart when it would have had to start
     * @param earliestStart when it could
     */
    record TooLate(Instant latestStart, Instant earliestStart) implements SchedulePlan {}

    /** Why work does not wait. */
    enum Why {
        /** No other moment is expected to be cleaner. */
        NOW_IS_CLEANEST,
        /** Its deadline leaves no choice. */
        NO_SLACK,
        /** Nothing usable is known of the time before its deadline. */
        INTENSITY_UNKNOWN,
        /** The expected saving is no larger than what the forecast may be wrong by. */
        SAVING_UNCERTAIN
    }
}
