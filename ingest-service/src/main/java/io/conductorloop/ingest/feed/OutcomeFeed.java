package io.conductorloop.ingest.feed;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Hands each outcome to all who listen at that moment. The tap is open while there is a listener; opening and closing it
 * takes time, so that is done elsewhere, one step at a time, always towards what is wanted by then.
 */
public final class OutcomeFeed implements AutoCloseable {
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final OutcomeTap tap;
    private final Executor switching;
    private final int capacity;
    private volatile boolean closed;
    private boolean open;

    /**
     * A feed nobody listens to yet.
     *
     * @param switching runs its tasks one after another, not in the caller's thread
     * @param capacity how many outcomes a listener may lag behind
     */
    public OutcomeFeed(OutcomeTap tap, Executor switching, int capacity) {
        this.tap = tap;
        this.switching = switching;
        this.capacity = capacity;
    }

    /** Listens to outcomes from about now on. */
    public Subscription subscribe(OutcomeFilter filter) {
        var subscription = new Subscription(filter, capacity, this::ended);
        subscriptions.add(subscription);
        if (closed) {
            subscription.end(Subscription.End.CLOSED);
        } else {
            switching.execute(this::reconcile);
        }
        return subscription;
    }

    /** An outcome happened. Never blocks. */
    public void publish(IntentFinished event) {
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    /** How many listen. */
    public int listeners() {
        return subscriptions.size();
    }

    private void ended(Subscription subscription) {
        subscriptions.remove(subscription);
        if (!closed) {
            switching.execute(this::reconcile);
        }
    }

    private void reconcile() {
        boolean wanted = !subscriptions.isEmpty();
        if (wanted == open) {
            return;
        }
        if (wanted) {
            tap.open();
        } else {
            tap.close();
        }
        open = wanted;
    }

    /** Sends all listeners away, for good: the service stops, and the tap is closed with it. */
    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(subscription -> subscription.end(Subscription.End.CLOSED));
    }
}
