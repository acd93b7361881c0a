package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.promises.EffectOnce;
import io.conductorloop.testkit.promises.NothingLost;
import io.conductorloop.testkit.promises.OrderPerTarget;
import io.conductorloop.testkit.promises.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Redis is stopped for a while, or comes back and knows nothing. */
sealed interface RedisAway extends Fault {
    /** Stopped in good order, and started after {@code time} with all that it knew. */
    record Stopped(Duration time) implements RedisAway {
        @Override
        public String name() {
            return "Redis stopped for " + time.toSeconds() + " s";
        }

        @Override
        public void strike(Trial trial) throws Exception {
            trial.awaitMoment();
            trial.bench.redis.stop();
            trial.last(time);
            trial.bench.redis.restart();
        }
    }

    /** Killed, robbed of its data and started again. Repeats may then be executed again, which changes nothing. */
    record Emptied() implements RedisAway {
        @Override
        public String name() {
            return "Redis back empty";
        }

        @Override
        public void strike(Trial trial) throws Exception {
            trial.awaitMoment();
            trial.bench.redis.kill();
            delete(trial.bench.redisData());
            trial.bench.redis.restart();
        }

        @Override
        public List<Promise> promises() {
            return List.of(new NothingLost(), new EffectOnce(), new OrderPerTarget(), new RepeatsAtMost());
        }

        @Override
        public String remark() {
            return "repeats may be executed again";
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
