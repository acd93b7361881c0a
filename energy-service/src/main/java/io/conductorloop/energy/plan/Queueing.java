package io.conductorloop.energy.plan;

/**
 * How long 99 of 100 requests wait at most for one of several workers, when they come independently and their times are
 * exponential: Erlang's C formula (Erlang 1917; Gross et al., Fundamentals of Queueing Theory, section 2.3).
 */
final class Queueing {
    private static final double LATE = .01;

    private Queueing() {}

    /**
     * Seconds; infinite where the workers do not do what comes.
     *
     * @param load work that comes in a second, in seconds of one worker
     * @param service seconds that a worker spends on a request
     */
    static double wait(int workers, double load, double service) {
        if (load >= workers) {
            return Double.POSITIVE_INFINITY;
        }
        double blocked = 1;
        for (int i = 1; i <= workers; i++) {
            blocked = load * blocked / (i + load * blocked);
        }
        double waits = blocked / (1 - load / workers * (1 - blocked));
        return waits <= LATE ? 0 : Math.log(waits / LATE) * service / (workers - load);
    }
}
