package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.network.Condition;
import io.conductorloop.testkit.network.TcpProxy;
import java.time.Duration;
import java.util.List;

/** The ways to Kafka and to Redis turn bad, one after the other: work goes on in between. */
sealed interface BadConnections extends Fault {
    /** Strikes one of the ways. */
    void strike(Trial trial, TcpProxy way) throws Exception;

    @Override
    default void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        for (TcpProxy way : List.of(trial.bench.toKafka, trial.bench.toRedis)) {
            try {
                strike(trial, way);
            } finally {
                way.restore();
            }
            if (way == trial.bench.toKafka) {
                trial.awaitProgress(1_000);
            }
        }
    }

    /** All connections are reset, several times. */
    record Cut(int times) implements BadConnections {
        private static final Duration BETWEEN = Duration.ofSeconds(1);

        @Override
        public String name() {
            return "connections cut " + times + " times";
        }

        @Override
        public void strike(Trial trial, TcpProxy way) throws Exception {
            for (int i = 0; i < times; i++) {
                way.cut();
                trial.lastUpTo(BETWEEN);
            }
        }
    }

    /** Bytes come late or slowly. */
    record Slow(String name, Condition condition, Duration time) implements BadConnections {
        @Override
        public void strike(Trial trial, TcpProxy way) throws Exception {
            way.become(condition);
            trial.last(time);
        }
    }

    /** Connections lead nowhere, and those that were there then never lead anywhere again. */
    record HalfOpen(Duration time) implements BadConnections {
        @Override
        public String name() {
            return "connections half-open, for " + time.toSeconds() + " s and the old ones for ever";
        }

        @Override
        public void strike(Trial trial, TcpProxy way) throws Exception {
            way.become(new Condition.HalfOpen());
            trial.last(time);
        }
    }
}
