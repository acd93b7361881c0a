package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The same intensity at any time, for reports where nothing better is known; marked estimated. Since no moment is cleaner
 * than another by it, nothing is ever deferred on its word.
 */
public final class ConstantSource implements CarbonIntensitySource {
    private static final Duration STEP = Duration.ofHours(1);
    private final GramsPerKilowattHour intensity;

    public ConstantSource(GramsPerKilowattHour intensity) {
        this.intensity = intensity;
    }

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        long slots =
                Math.max(0, Duration.between(from, to).plus(STEP).minusNanos(1).dividedBy(STEP));
        double[] values = new double[Math.toIntExact(slots)];
        Arrays.fill(values, intensity.value());
        return new IntensityAnswer.Known(IntensitySeries.of(from, STEP, values), name(), true);
    }
}
