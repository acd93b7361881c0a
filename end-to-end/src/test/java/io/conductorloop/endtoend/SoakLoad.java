package io.conductorloop.endtoend;

import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Drops small intents for many targets at an even rate, whatever becomes of them, for a time. Only when a few seconds' worth
 * of them has no outcome yet does it wait: a folder that fills is another test.
 */
final class SoakLoad implements AutoCloseable {
    static final int TARGETS = 2_000;

    private static final Duration TICK = Duration.ofMillis(10);
    private static final int SECONDS_BEHIND = 2;

    private final Path handoff;
    private final int perSecond;
    private final Duration length;
    private final IntSupplier finished;
    private final Random random = new Random(42);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> ticking;
    private final long start = System.nanoTime();
    private volatile int dropped;
    private volatile long waitedNanos;
    private long ended = start;

    /** Starts at once; {@code finished} tells how many intents have an outcome. */
    SoakLoad(Path handoff, int perSecond, Duration length, IntSupplier finished) {
        this.handoff = handoff;
        this.perSecond = perSecond;
        this.length = length;
        this.finished = finished;
        ticking = clock.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - start >= length.toNanos()) {
            over.countDown();
            return;
        }
        // What the waits cost is not made up for: the rate after them is the rate again, and not a flood.
        long due = (now - start - waitedNanos) * perSecond / TimeUnit.SECONDS.toNanos(1);
        if (due - finished.getAsInt() > (long) SECONDS_BEHIND * perSecond) {
            waitedNanos += Math.max(TICK.toNanos(), now - ended);
        } else {
            for (; dropped < due; dropped++) {
                drop(dropped);
            }
        }
        ended = System.nanoTime();
    }

    private void drop(int number) {
        int target = random.nextInt(TARGETS);
        byte[] intent = Intents.scaling()
                .target("ns-" + target % 20, "du-" + target)
                .replicas(1 + random.nextInt(3))
                .bytes();
        try {
            Files.write(handoff.resolve("intent-%08d.json".formatted(number)), intent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number in a file's name. */
    static int number(String file) {
        return Integer.parseInt(file.substring("intent-".length(), "intent-".length() + 8));
    }

    /** Whether all has been dropped, which is waited for as long. */
    boolean isOverWithin(Duration patience) throws InterruptedException {
        if (ticking.isDone()) {
            throw new IllegalStateException("nothing can be dropped any more", ticking.exceptionNow());
        }
        return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many files so far. */
    int dropped() {
        return dropped;
    }

    /** For how long it has held back, since too much was without an outcome. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
