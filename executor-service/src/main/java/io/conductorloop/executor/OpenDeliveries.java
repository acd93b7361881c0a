package io.conductorloop.executor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Deliveries that are not acknowledged, in the order of coming. One is acknowledged when each of its intents is done and all
 * deliveries before it are: what is acknowledged is never ahead of what is done. Not safe for use by several threads.
 */
final class OpenDeliveries {
    /** What an intent takes beside its bytes, in memory: it, its record's headers twice, its places in queues. */
    private static final long BESIDES = 6 * 1024;

    private final Consumer<Throwable> failures;
    private final Deque<Delivery> open = new ArrayDeque<>();
    private int intents;
    private long bytes;

    /** @param failures hears of acknowledgements that failed */
    OpenDeliveries(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    /** Some intents that came together. */
    static final class Delivery {
        private final int intents;
        private final long bytes;
        private final Announcer announcer;
        private final Runnable acknowledge;
        private int left;
        private boolean disowned;

        private Delivery(int intents, long bytes, Announcer announcer, Runnable acknowledge) {
            this.intents = intents;
            this.bytes = bytes;
            this.announcer = announcer;
            this.acknowledge = acknowledge;
            this.left = intents;
        }

        Announcer announcer() {
            return announcer;
        }

        /** One of its intents is done. */
        void oneDone() {
            left--;
        }
    }

    /**
     * A delivery of so many intents.
     *
     * @param size of all of them, bytes
     * @param acknowledge called at most once
     */
    static Delivery delivery(int intents, long size, Announcer announcer, Runnable acknowledge) {
        return new Delivery(intents, size + BESIDES * intents, announcer, acknowledge);
    }

    /** Takes over the next delivery. */
    void add(Delivery delivery) {
        intents += delivery.intents;
        bytes += delivery.bytes;
        open.addLast(delivery);
    }

    /** Acknowledges those that are done, up to the first that is not. */
    void acknowledgeDone() {
        while (!open.isEmpty() && open.getFirst().left == 0) {
            Delivery delivery = open.removeFirst();
            intents -= delivery.intents;
            bytes -= delivery.bytes;
            if (!delivery.disowned) {
                try {
                    delivery.acknowledge.run();
                } catch (RuntimeException e) {
                    // It will be delivered again, and answered as it was.
                    failures.accept(e);
                }
            }
        }
    }

    /** Has none that is open now acknowledged, though it is carried out. */
    void disown() {
        open.forEach(delivery -> delivery.disowned = true);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Intents of all that are open. */
    int intents() {
        return intents;
    }

    /** Memory that all that are open take, estimated. */
    long bytes() {
        return bytes;
    }
}
