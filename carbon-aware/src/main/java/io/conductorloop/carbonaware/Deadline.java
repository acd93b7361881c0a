package io.conductorloop.carbonaware;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When work that is called for at some moment must have ended. */
public sealed interface Deadline {
    /** The deadline of work that is called for at this moment. */
    Instant of(Instant called);

    /** So long after the call. */
    record After(Duration time) implements Deadline {
        public After {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("a deadline is after the call, not " + time);
            }
        }

        @Override
        public Instant of(Instant called) {
            return called.plus(time);
        }
    }

    /** The next time that a clock shows this. Where it is put forward over it, an hour later; where it shows it twice, the first. */
    record At(LocalTime time, ZoneId zone) implements Deadline {
        @Override
        public Instant of(Instant called) {
            ZonedDateTime local = called.atZone(zone);
            Instant today = local.toLocalDate().atTime(time).atZone(zone).toInstant();
            return today.isAfter(called)
                    ? today
                    : local.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant();
        }
    }
}
