package io.conductorloop.energy.outlook;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A typical day of a grid with some solar power, for machines without a grid data account; the same on every day and marked
 * estimated. Lower at night when little is used, lowest at noon when the sun shines, highest in the evening. The shape is
 * round numbers of our own, an hour's share of the daily mean; it claims no more than that noon is cleaner than the evening.
 */
public final class TypicalDay implements CarbonIntensitySource {
    static final String NAME = "typical-day";

    /** By hour of the local day; their mean is 1. */
    private static final double[] SHAPE = {
        0.95, 0.93, 0.92, 0.92, 0.94, 0.99, 1.06, 1.10, 1.06, 0.99, 0.92, 0.87,
        0.84, 0.84, 0.87, 0.93, 1.03, 1.14, 1.20, 1.19, 1.14, 1.09, 1.06, 1.02
    };

    private static final Duration STEP = Duration.ofMinutes(30);

    private final double mean;
    private final ZoneId time;

    /**
     * A typical day.
     *
     * @param mean daily mean intensity, gCO2e/kWh
     * @param time whose clock the day goes by
     */
    public TypicalDay(double mean, ZoneId time) {
        this.mean = mean;
        this.time = time;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        long step = STEP.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), step) * step);
        long slots =
                Math.max(0, Duration.between(start, to).plus(STEP).minusNanos(1).dividedBy(STEP));
        double[] values = new double[Math.toIntExact(slots)];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean * share(start.plus(STEP.multipliedBy(i)));
        }
        return new IntensityAnswer.Known(IntensitySeries.of(start, STEP, values), name(), true);
    }

    /** Between the middles of two hours, in proportion. */
    private double share(Instant moment) {
        LocalTime local = moment.atZone(time).toLocalTime();
        double hour = (local.toSecondOfDay() + STEP.toSeconds() / 2.0) / 3600 - 0.5;
        int before = (int) Math.floor(hour);
        double part = hour - before;
        return SHAPE[Math.floorMod(before, SHAPE.length)] * (1 - part)
                + SHAPE[Math.floorMod(before + 1, SHAPE.length)] * part;
    }
}
