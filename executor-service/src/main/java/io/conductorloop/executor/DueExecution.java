package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Resolution.Postponed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Executes intents that were put off, each when it is due. Waits for them, but not for long: what is due later than that is
 * put off again as it is, so that a long back-off holds back no shorter one behind it and the broker sees its consumer poll.
 */
public final class DueExecution {
    private static final Reason NOT_DUE = Reason.of("not-due", "The intent's time has not come");

    private final BatchExecution execution;
    private final Duration patience;
    private final Duration longest;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Executes by these.
     *
     * @param patience how long a batch is waited for
     * @param longest no intent is put off for longer; what seems to be, was by a clock that has been set back since
     */
    public DueExecution(BatchExecution execution, Duration patience, Duration longest, InstantSource clock) {
        this.execution = execution;
        this.patience = patience;
        this.longest = longest;
        this.clock = clock;
    }

    /** An intent and when it is due. */
    public record Waiting(DeliveredIntent intent, Instant notBefore) {}

    /** Executes the batch or puts it off again; returns once either is durable. */
    public void execute(Collection<Waiting> batch, Announcer announcer) {
        PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparing(Waiting::notBefore));
        waiting.addAll(batch);
        Instant until = clock.instant().plus(patience);
        while (!waiting.isEmpty()) {
            List<DeliveredIntent> due = due(waiting);
            if (!due.isEmpty()) {
                execution.execute(due, announcer);
            }
            Waiting next = waiting.peek();
            if (next != null && (hasEnded(until) || next.notBefore().isAfter(until) || !waitFor(next.notBefore()))) {
                announcer.announce(waiting.stream().map(this::again).toList());
                return;
            }
        }
    }

    /** Ends all waiting, now and from now on. */
    public void stop() {
        stopped.countDown();
    }

    private List<DeliveredIntent> due(PriorityQueue<Waiting> waiting) {
        Instant now = clock.instant();
        Instant farthest = now.plus(longest);
        List<DeliveredIntent> due = new ArrayList<>();
        waiting.removeIf(some -> {
            boolean isDue = !some.notBefore().isAfter(now) || some.notBefore().isAfter(farthest);
            if (isDue) {
                due.add(some.intent());
            }
            return isDue;
        });
        return due;
    }

    private boolean hasEnded(Instant until) {
        return stopped.getCount() == 0 || clock.instant().isAfter(until);
    }

    /** Whether nothing ended the waiting, which is for that time but in parts: the clock may be set back meanwhile. */
    private boolean waitFor(Instant time) {
        try {
            Duration left = Duration.between(clock.instant(), time);
            Duration part = left.compareTo(patience) < 0 ? left : patience;
            return !stopped.await(part.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a retry", e);
        }
    }

    private Postponed again(Waiting waiting) {
        DeliveredIntent intent = waiting.intent();
        return new Postponed(
                intent,
                new IntentRetrying(intent.id(), clock.instant(), intent.attempts(), waiting.notBefore(), NOT_DUE));
    }
}
