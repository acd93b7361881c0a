package io.conductorloop.energy.app;

import io.conductorloop.energy.files.ProcStatUtilisation;
import io.conductorloop.energy.files.SysfsSleepActuator;
import io.conductorloop.energy.power.Utilisation;
import io.conductorloop.energy.sleep.MachineSleep;
import io.conductorloop.energy.sleep.SleepActuator;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sleep of this machine's processors as far as it is ours to set: where that was asked for, and the machine lets us. Closed, it is
 * as it was found; a plan that is not renewed ends by itself.
 */
final class SettableSleep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettableSleep.class);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final @Nullable Opened opened;

    private record Opened(MachineSleep sleep, Repeatedly rounds) {}

    /** What was busy within the last second, which is asked for more often than that. */
    private static final class Busy {
        private final @Nullable Utilisation utilisation =
                Files.isReadable(ProcStatUtilisation.PROC) ? new ProcStatUtilisation(ProcStatUtilisation.PROC) : null;
        private volatile double share = Double.NaN;

        void look() {
            share = utilisation == null ? Double.NaN : utilisation.sinceLast();
        }
    }

    private SettableSleep(@Nullable Opened opened) {
        this.opened = opened;
    }

    static SettableSleep open(PlanProperties.Sleep settings, InstantSource time) {
        if (!settings.enabled()) {
            return new SettableSleep(null);
        }
        try {
            SleepActuator actuator = SysfsSleepActuator.open(settings.folder(), settings.device(), settings.notes());
            Integer given = settings.fewest();
            int fewest = given == null ? Math.ceilDiv(actuator.processors(), 2) : given;
            Busy busy = new Busy();
            MachineSleep sleep = new MachineSleep(
                    actuator,
                    new MachineSleep.Terms(fewest, settings.parked(), settings.shallowest(), () -> busy.share));
            return new SettableSleep(new Opened(sleep, Repeatedly.start("sleep", SETTLE, () -> {
                busy.look();
                sleep.settle(time.instant())
                        .ifPresent(why -> LOG.warn("The processors' sleep stays as it is: {}", why));
            })));
        } catch (IOException e) {
            LOG.warn("conductor.energy.sleep.enabled has no effect here: {}", e.toString());
            return new SettableSleep(null);
        }
    }

    /** Null where it is not ours to set. */
    @Nullable
    MachineSleep sleep() {
        return opened == null ? null : opened.sleep();
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.rounds().close();
            opened.sleep().stop().ifPresent(why -> LOG.warn("The processors stay as they are: {}", why));
        }
    }
}
