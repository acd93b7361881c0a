package io.conductorloop.carbonaware;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that waits for clean power, at most once at a time, on a thread of its own. Its last moment, the deadline less what
 * it runs for, is kept by this machine's clock, whatever is answered or not.
 */
public final class PatientWork implements AutoCloseable {
    /** Clocks are set, and machines sleep: so often is looked at the clock. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Terms terms;
    private final StartTimes starts;
    private final InstantSource clock;
    private final Consumer<Said> said;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /**
     * What was asked for.
     *
     * @param name for people
     * @param duration how long it runs at most
     * @param zone as {@link StartTimes} has it
     * @param askAgain how often is asked anew while it waits
     * @param patience how long an answer is waited for
     */
    public record Terms(
            String name, Deadline deadline, Duration duration, String zone, Duration askAgain, Duration patience) {
        public Terms {
            if (!duration.isPositive() || !askAgain.isPositive() || !patience.isPositive()) {
                throw new IllegalArgumentException(name + ": times above zero: " + duration + ", " + askAgain);
            }
        }
    }

    /** What is worth telling. */
    public sealed interface Said {
        /** It waits until then. */
        record Waits(String name, Instant start) implements Said {}

        /** It runs now. */
        record Runs(String name) implements Said {}

        /** When to start could not be learnt. */
        record NotKnown(String name) implements Said {}

        /** It is already waiting, or running. */
        record IsOnItsWay(String name) implements Said {}

        /** It failed. */
        record Failed(String name, Throwable failure) implements Said {}

        /** The application ended before it could run. */
        record GivenUp(String name) implements Said {}
    }

    public PatientWork(Terms terms, StartTimes starts, InstantSource clock, Consumer<Said> said) {
        this.terms = terms;
        this.starts = starts;
        this.clock = clock;
        this.said = said;
    }

    /** Has the body run in time; returns at once. Nothing is added where a call before this one has not been answered yet. */
    public void run(Runnable body) {
        Instant called = clock.instant();
        Thread thread = Thread.ofVirtual().name("carbon-aware " + terms.name()).unstarted(() -> await(body, called));
        if (waiting.compareAndSet(null, thread)) {
            thread.start();
        } else {
            said.accept(new Said.IsOnItsWay(terms.name()));
        }
    }

    private void await(Runnable body, Instant called) {
        try {
            if (waited(called)) {
                said.accept(new Said.Runs(terms.name()));
                body.run();
            } else {
                said.accept(new Said.GivenUp(terms.name()));
            }
        } catch (InterruptedException _) {
            said.accept(new Said.GivenUp(terms.name()));
        } catch (RuntimeException | Error failure) {
            said.accept(new Said.Failed(terms.name(), failure));
        } finally {
            waiting.set(null);
        }
    }

    /** False when the application ends before it is time. */
    private boolean waited(Instant called) throws InterruptedException {
        Instant deadline = terms.deadline().of(called);
        Instant last = deadline.minus(terms.duration());
        Instant start = called;
        Instant ask = Instant.MIN;
        for (Instant now = clock.instant(); now.isBefore(last); now = clock.instant()) {
            if (!now.isBefore(ask)) {
                start = planned(now, last, deadline, start);
                ask = clock.instant().plus(terms.askAgain());
                now = clock.instant();
            }
            Duration left = Duration.between(now, earlier(start, last));
            if (!left.isPositive()) {
                return true;
            }
            Duration pause = shorter(shorter(left, Duration.between(now, ask)), LOOK);
            if (closed.await(Math.max(1, pause.toNanos()), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** The planned start; while nothing can be learnt, the one before: as was planned last, or with the call. */
    private Instant planned(Instant now, Instant last, Instant deadline, Instant before) {
        Duration patience = shorter(terms.patience(), Duration.between(now, last));
        Instant answer =
                starts.start(terms.duration(), deadline, terms.zone(), patience).orElse(null);
        if (answer == null) {
            said.accept(new Said.NotKnown(terms.name()));
            return before;
        }
        if (answer.isAfter(now) && !answer.equals(before)) {
            said.accept(new Said.Waits(terms.name(), earlier(answer, last)));
        }
        return answer;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Ends the waiting; what runs is not interrupted. */
    @Override
    public void close() {
        closed.countDown();
    }
}
