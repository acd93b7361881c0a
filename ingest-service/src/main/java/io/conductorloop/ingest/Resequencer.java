package io.conductorloop.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts what parallel readers deliver back into the order of its tickets, which are 0, 1, 2 and so on without a gap. What
 * arrives early waits here; how much can wait is bounded by whoever gives out the tickets. For one thread.
 */
public final class Resequencer<T> {
    private final Map<Long, T> early = new HashMap<>();
    private long next;

    /** Takes one item and hands on all that are due now, in order. */
    public void accept(long ticket, T item, Consumer<? super T> inOrder) {
        if (ticket != next) {
            if (ticket < next || early.putIfAbsent(ticket, item) != null) {
                throw new IllegalArgumentException("ticket " + ticket + " came twice");
            }
            return;
        }
        T due = item;
        do {
            next++;
            inOrder.accept(due);
            due = early.remove(next);
        } while (due != null);
    }

    /** How many items wait for one before them. */
    public int waiting() {
        return early.size();
    }
}
