package io.conductorloop.energy.plan;

import io.conductorloop.energy.dvfs.OperatingPoint;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a machine can be set to.
 *
 * @param speeds the fastest first; at least one
 */
public record Machine(List<Speed> speeds) {
    /**
     * A clock.
     *
     * @param megahertz null where it is not ours to set
     * @param slower how many times longer work takes than at the fastest
     * @param power by how busy it is
     */
    public record Speed(@Nullable Integer megahertz, double slower, PowerModel power) {}

    public Machine {
        speeds = List.copyOf(speeds);
        if (speeds.isEmpty()) {
            throw new IllegalArgumentException("a machine runs at some speed");
        }
    }

    /** One whose clock is left alone. */
    public static Machine ofFixedClock(PowerModel power) {
        return new Machine(List.of(new Speed(null, 1, power)));
    }

    /** One whose clock can be set to where it was measured under full load; at rest it draws the same at each. */
    public static Machine measured(Watts idle, List<OperatingPoint> points) {
        List<OperatingPoint> fastestFirst = points.stream()
                .sorted(Comparator.comparingInt(OperatingPoint::megahertz).reversed())
                .toList();
        double fastest = fastestFirst.getFirst().eventsPerSecond();
        return new Machine(fastestFirst.stream()
                .map(point -> new Speed(
                        point.megahertz(),
                        fastest / point.eventsPerSecond(),
                        new PowerModel(idle, new Watts(Math.max(idle.value(), point.watts())))))
                .toList());
    }

    /** How many times longer work takes than at the fastest, while the clock is this; null: as fast as it goes. */
    public double slower(@Nullable Integer megahertz) {
        return speeds.stream()
                .filter(speed -> megahertz != null && megahertz.equals(speed.megahertz()))
                .mapToDouble(Speed::slower)
                .findFirst()
                .orElse(1);
    }

    /** The places of all speeds. */
    IntStream steps() {
        return IntStream.range(0, speeds.size());
    }
}
