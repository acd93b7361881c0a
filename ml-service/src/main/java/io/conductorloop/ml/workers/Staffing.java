package io.conductorloop.ml.workers;

import java.time.Duration;

/** How many workers a load needs. */
public sealed interface Staffing {
    /**
     * The workers for a load: at least 1; more load never needs fewer.
     *
     * @param load requests per step, not negative
     */
    int workersFor(double load);

    /**
     * Each worker carries a fixed load: for traces without service times.
     *
     * @param loadPerWorker requests per step that one worker can carry, over 0
     */
    record FixedCapacity(double loadPerWorker) implements Staffing {
        public FixedCapacity {
            if (!(loadPerWorker > 0)) {
                throw new IllegalArgumentException("a worker carries no load: " + loadPerWorker);
            }
        }

        @Override
        public int workersFor(double load) {
            return (int) Math.max(1, Math.ceil(load / loadPerWorker));
        }
    }

    /**
     * Erlang's formula with a service time that is measured while it serves. Before the first measurement nothing can be
     * said, and one worker is.
     */
    final class Measured implements Staffing {
        private static final double NEWEST = 0.1;

        private final Duration step;
        private final Duration waiting;
        private final double risk;
        private double seconds;

        /**
         * Takes the figures that are not measured, as {@link ErlangC} has them.
         *
         * @param step time in which a load is counted
         * @param waiting how long a request may wait before a worker takes it
         * @param risk share of the requests that may wait longer, in (0, 1)
         */
        public Measured(Duration step, Duration waiting, double risk) {
            this.step = step;
            this.waiting = waiting;
            this.risk = risk;
        }

        /** Learns what a request took one worker; a time that is none is passed over. */
        public void learn(Duration serviceTime) {
            if (serviceTime.isPositive()) {
                double time = serviceTime.toNanos() / 1e9;
                seconds = seconds == 0 ? time : seconds + NEWEST * (time - seconds);
            }
        }

        /** The mean time of late; zero before the first measurement. */
        public Duration serviceTime() {
            return Duration.ofNanos((long) (1e9 * seconds));
        }

        @Override
        public int workersFor(double load) {
            Duration time = serviceTime();
            return time.isPositive() ? new ErlangC(step, time, waiting, risk).workersFor(load) : 1;
        }
    }

    /**
     * The fewest workers with which a request waits longer than the target with no more than the given risk, when requests
     * come independently and their service times are exponential: Erlang's C formula (Erlang 1917; Gross et al.,
     * Fundamentals of Queueing Theory, section 2.3).
     *
     * @param step time in which a load is counted
     * @param serviceTime measured mean time of a request with one worker
     * @param waiting how long a request may wait before a worker takes it
     * @param risk share of the requests that may wait longer, in (0, 1)
     */
    record ErlangC(Duration step, Duration serviceTime, Duration waiting, double risk) implements Staffing {
        private static final int MOST = 100_000;

        public ErlangC {
            if (!step.isPositive() || !serviceTime.isPositive() || waiting.isNegative() || !(risk > 0 && risk < 1)) {
                throw new IllegalArgumentException("no queue has step " + step + ", service time " + serviceTime
                        + ", waiting " + waiting + ", risk " + risk);
            }
        }

        @Override
        public int workersFor(double load) {
            double offered = load * serviceTime.toNanos() / step.toNanos();
            double blocked = 1;
            for (int workers = 1; workers < MOST; workers++) {
                blocked = offered * blocked / (workers + offered * blocked);
                if (workers > offered && late(workers, offered, blocked) <= risk) {
                    return workers;
                }
            }
            return MOST;
        }

        /** The share of the requests that wait too long, from Erlang's B by which C is computed without overflow. */
        private double late(int workers, double offered, double blocked) {
            double waits = blocked / (1 - offered / workers * (1 - blocked));
            return waits * Math.exp(-(workers - offered) * waiting.toNanos() / serviceTime.toNanos());
        }
    }
}
