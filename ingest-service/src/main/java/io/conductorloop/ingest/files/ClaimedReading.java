package io.conductorloop.ingest.files;

import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.Screening.Kind;
import io.conductorloop.ingest.files.ClaimReader.Look;
import io.conductorloop.ingest.files.Claims.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads claims in parallel and hands them over with the tickets that keep their order. Room for a claim is taken before it
 * is made, in order; every ticket given out is answered, whatever becomes of its file.
 */
final class ClaimedReading {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedReading.class);
    private static final Duration STEP = Duration.ofMillis(200);

    /** Claims that are handed to a reader together: waking it for each takes longer than a small file. */
    private static final int TOGETHER = 16;

    private final ClaimReader reader;
    private final InFlightBytes inFlight;
    private final Arrival.Desk desk;
    private final IngestMetrics metrics;
    private final long maxSize;
    private final ExecutorService readers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private List<Reading> begun = new ArrayList<>();
    private long nextTicket;

    ClaimedReading(
            ClaimReader reader,
            InFlightBytes inFlight,
            Arrival.Desk desk,
            IngestMetrics metrics,
            long maxSize,
            int threads) {
        this.reader = reader;
        this.inFlight = inFlight;
        this.desk = desk;
        this.metrics = metrics;
        this.maxSize = maxSize;
        readers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("read-", 0).daemon().factory());
    }

    private record Reading(Claim claim, @Nullable Look look, int cost, long ticket) {}

    /** How many bytes a file will have in memory: none when it is refused unread. */
    long sizeToRead(Look look) {
        return look.kind() == Kind.REGULAR && look.size() <= maxSize ? look.size() : 0;
    }

    /** Waits for room for a file of that size, unless it is asked to stop. */
    boolean acquire(long size, BooleanSupplier stopping) throws InterruptedException {
        int cost = inFlight.cost(size);
        if (inFlight.tryAcquire(cost, Duration.ZERO)) {
            return true;
        }
        metrics.heldBack();
        flush();
        while (!stopping.getAsBoolean()) {
            if (inFlight.tryAcquire(cost, STEP)) {
                return true;
            }
        }
        return false;
    }

    /** Gives room back that was not needed. */
    void giveBack(long size) {
        inFlight.release(inFlight.cost(size));
    }

    /**
     * Reads a claim for which there is room, at the latest at the next {@link #flush}. By one thread, in the order in which
     * the claims were made.
     *
     * @param look how the file looked when it was claimed; null: nobody looked
     */
    void readAcquired(Claim claim, @Nullable Look look, long size) {
        begun.add(new Reading(claim, look, inFlight.cost(size), nextTicket++));
        if (begun.size() == TOGETHER || size > Buffers.MEDIUM) {
            flush();
        }
    }

    /** Has everything read that was to be read so far. */
    void flush() {
        if (!begun.isEmpty()) {
            List<Reading> together = begun;
            begun = new ArrayList<>(TOGETHER);
            readers.execute(() -> together.forEach(this::read));
        }
    }

    private void read(Reading reading) {
        Arrival arrival = new Arrival.Gone(reading.cost);
        try {
            arrival = reader.read(reading.claim, reading.look, reading.cost);
        } catch (RuntimeException | Error e) {
            // Not thrown on: those handed over with it must be read, and each ticket answered.
            LOG.error("Could not read {}; its claim stays for the next start", reading.claim.path(), e);
        } finally {
            desk.accept(reading.ticket, arrival);
        }
    }

    /** Waits, unless the reading is stopped meanwhile. */
    void pause(Duration duration) throws InterruptedException {
        flush();
        boolean _ = stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads what was begun, and no more. */
    void stop(Duration patience) {
        stopped.countDown();
        flush();
        readers.shutdown();
        try {
            if (!readers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Readers are still busy; their claims stay for the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
