package io.conductorloop.endtoend.faults;

import java.time.Duration;

/** The broker is stopped for a while, or killed and started again at once. */
sealed interface BrokerAway extends Fault {
    /** Stopped in good order, and started after {@code time}. */
    record Stopped(Duration time) implements BrokerAway {
        @Override
        public String name() {
            return "broker stopped for " + time.toSeconds() + " s";
        }

        @Override
        public void strike(Trial trial) throws Exception {
            trial.awaitMoment();
            trial.bench.broker.stop();
            trial.last(time);
            trial.bench.broker.restart();
        }
    }

    /** Killed in the middle of what it does, {@code times} times. */
    record Killed(int times) implements BrokerAway {
        @Override
        public String name() {
            return "broker killed and restarted, " + times + " times";
        }

        @Override
        public void strike(Trial trial) throws Exception {
            trial.awaitMoment();
            for (int i = 0; i < times; i++) {
                trial.awaitProgress(500 + trial.random.nextInt(2_000));
                trial.bench.broker.kill();
                trial.bench.broker.restart();
            }
        }
    }
}
