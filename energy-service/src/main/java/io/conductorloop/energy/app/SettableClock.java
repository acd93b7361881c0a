package io.conductorloop.energy.app;

import io.conductorloop.energy.dvfs.MachineClock;
import io.conductorloop.energy.dvfs.OperatingPoint;
import io.conductorloop.energy.files.CpufreqActuator;
import io.conductorloop.energy.plan.Machine;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of this machine's processors as far as it is ours to set: where that was asked for, the machine has cpufreq, and it
 * was measured at some of the clocks it has. Closed, it is as it was found; a plan that is not renewed ends by itself.
 */
final class SettableClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettableClock.class);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final List<OperatingPoint> points;
    private final @Nullable Opened opened;

    private record Opened(MachineClock clock, Repeatedly rounds) {}

    private SettableClock(List<OperatingPoint> points, @Nullable Opened opened) {
        this.points = points;
        this.opened = opened;
    }

    static SettableClock open(PlanProperties.Dvfs dvfs, InstantSource time) {
        if (!dvfs.enabled()) {
            return new SettableClock(List.of(), null);
        }
        try {
            CpufreqActuator actuator = CpufreqActuator.open(dvfs.folder(), dvfs.notes());
            List<Integer> steps = actuator.steps();
            List<OperatingPoint> points = dvfs.points().stream()
                    .filter(point -> point.megahertz() >= actuator.slowest() && point.megahertz() <= actuator.fastest())
                    .filter(point -> steps.isEmpty() || steps.contains(point.megahertz()))
                    .map(point -> new OperatingPoint(point.megahertz(), point.watts(), point.eventsPerSecond()))
                    .toList();
            if (points.isEmpty()) {
                LOG.warn("conductor.energy.dvfs.enabled: none of conductor.energy.dvfs.points is a clock of this"
                        + " machine; it is left alone");
                return new SettableClock(points, null);
            }
            MachineClock clock = new MachineClock(actuator);
            return new SettableClock(
                    points,
                    new Opened(
                            clock,
                            Repeatedly.start(
                                    "clock",
                                    SETTLE,
                                    () -> clock.settle(time.instant())
                                            .ifPresent(why ->
                                                    LOG.warn("The processors' clock stays as it is: {}", why)))));
        } catch (IOException e) {
            LOG.warn("conductor.energy.dvfs.enabled has no effect here: {}", e.toString());
            return new SettableClock(List.of(), null);
        }
    }

    /** Null where it is not ours to set. */
    @Nullable
    MachineClock clock() {
        return opened == null ? null : opened.clock();
    }

    Machine machine(EnergyProperties.Reports reports) {
        Watts idle = new Watts(reports.idlePower());
        return opened == null
                ? Machine.ofFixedClock(new PowerModel(idle, new Watts(reports.fullPower())))
                : Machine.measured(idle, points);
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.rounds().close();
            opened.clock().stop().ifPresent(why -> LOG.warn("The processors' clock stays as it is: {}", why));
        }
    }
}
