package io.conductorloop.contracts;

import io.conductorloop.contracts.TelemetrySample.Power;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the energy of a service, and the figures of the machine and the grid it was decided by. Said of every
 * decision, also of the one to do nothing.
 *
 * @param service the service's name, as {@code executor}
 * @param decidedAt by the clock of who decided
 * @param validUntil after it this is old
 * @param why in a word, as {@code DIRTY}
 * @param confidence that the load is known well enough, 0 to 1
 * @param workers that each instance has at most; absent where there is no ceiling
 * @param megahertz at which the machine of who decided runs at most; absent where that is left alone
 * @param power that machine's, without the building's share; absent where nobody knows
 * @param grid absent where nobody knows
 * @param pue by how much the building adds to what its machines draw, as configured: 1 or more
 */
public record EnergyPlanned(
        String service,
        Instant decidedAt,
        Instant validUntil,
        String why,
        double confidence,
        @Nullable Integer workers,
        @Nullable Integer megahertz,
        @Nullable Power power,
        @Nullable Grid grid,
        double pue) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST = 1_000_000;
    private static final double MOST_PUE = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException when a figure is no number or means nothing; says which */
    public EnergyPlanned {
        Bounds.text("service", service, LONGEST_NAME);
        Bounds.text("why", why, LONGEST_NAME);
        Bounds.number("confidence", confidence, 0, 1);
        Bounds.integer("workers", workers, 1, MOST);
        Bounds.integer("megahertz", megahertz, 1, MOST);
        Bounds.number("pue", pue, 1, MOST_PUE);
        Bounds.time("validity", Duration.between(decidedAt, validUntil), LONGEST);
    }

    /**
     * The grid's carbon intensity.
     *
     * @param zone whose power is used
     * @param gramsPerKilowattHour CO2e
     * @param estimated by a model, as against told by who runs the grid
     */
    public record Grid(String zone, double gramsPerKilowattHour, boolean estimated) {
        private static final double MOST_GRAMS = 1e5;

        /** @throws IllegalArgumentException as that of the plan */
        public Grid {
            Bounds.text("zone", zone, LONGEST_NAME);
            Bounds.number("gramsPerKilowattHour", gramsPerKilowattHour, 0, MOST_GRAMS);
        }
    }
}
