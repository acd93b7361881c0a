package io.conductorloop.ingest.feed;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener's place in the feed. It holds so many outcomes at most; who falls further behind is dropped. */
public final class Subscription implements AutoCloseable {
    private final OutcomeFilter filter;
    private final int capacity;
    private final Consumer<Subscription> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<IntentFinished> waiting = new ArrayDeque<>();
    private @Nullable End end;

    Subscription(OutcomeFilter filter, int capacity, Consumer<Subscription> onEnd) {
        this.filter = filter;
        this.capacity = capacity;
        this.onEnd = onEnd;
    }

    /** Why a subscription is over. */
    public enum End {
        /** The listener left. */
        LEFT,
        /** The listener was too slow; what it did not take is lost to it. */
        DROPPED,
        /** The service stops. */
        CLOSED
    }

    /** What a listener gets next. */
    public sealed interface Next {
        /** An outcome. */
        record Finished(IntentFinished event) implements Next {}

        /** Nothing happened for as long as the listener waited. */
        record Quiet() implements Next {}

        /** Nothing will come any more. */
        record Over(End why) implements Next {}
    }

    /** Waits at most so long for an outcome. */
    public Next next(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (end != null) {
                return new Next.Over(end);
            }
            IntentFinished event = waiting.poll();
            return event == null ? new Next.Quiet() : new Next.Finished(event);
        } finally {
            lock.unlock();
        }
    }

    void offer(IntentFinished event) {
        if (!filter.matches(event)) {
            return;
        }
        lock.lock();
        try {
            if (end == null && waiting.size() < capacity) {
                waiting.add(event);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        end(End.DROPPED);
    }

    void end(End why) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            end = why;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
    }

    /** Leaves. */
    @Override
    public void close() {
        end(End.LEFT);
    }
}
