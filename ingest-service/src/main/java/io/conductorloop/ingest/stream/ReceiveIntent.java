package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentIntake;
import io.conductorloop.ingest.IntentPeek;
import io.conductorloop.ingest.ReceivedIntent;
import io.conductorloop.ingest.RefusedFile;
import io.conductorloop.ingest.Resequencer;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.stream.Publication.OfIntent;
import io.conductorloop.ingest.stream.Publication.OfRefusal;
import io.conductorloop.messaging.RecordPublisher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what readers and REST hand over: files in the order of their tickets, whichever reader was first. One thread
 * publishes; when a record is durable, {@link Receipts} tell the journal and give its bytes back.
 *
 * <p>While Kafka is away publishing waits, and so does everything behind it. Only a file that Kafka refuses for what it is
 * ends as failed.
 */
public final class ReceiveIntent implements IntentIntake, Arrival.Desk {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveIntent.class);
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int SUBMISSIONS = 1_024;

    private final String source;
    private final RecordPublisher publisher;
    private final Receipts receipts;
    private final IntentPeek peek;
    private final EventCodec codec;
    private final InFlightBytes inFlight;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final Limits limits;
    private final MpscBlockingConsumerArrayQueue<Runnable> queue;
    private final Resequencer<Arrival> order = new Resequencer<>();
    private final ScheduledExecutorService again;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * What is taken.
     *
     * @param maxSize the largest intent, bytes
     * @param patience how long a REST call waits for room
     * @param isRefusal whether a failure is about the record itself, which then never can be published; anything else is
     *     tried again
     */
    public record Limits(long maxSize, Duration patience, Predicate<Throwable> isRefusal) {}

    /** @param source what {@code ce_source} says of files */
    public ReceiveIntent(
            String source,
            RecordPublisher publisher,
            Receipts receipts,
            IntentPeek peek,
            EventCodec codec,
            InFlightBytes inFlight,
            InstantSource clock,
            IngestMetrics metrics,
            Limits limits) {
        this.source = source;
        this.publisher = publisher;
        this.receipts = receipts;
        this.peek = peek;
        this.codec = codec;
        this.inFlight = inFlight;
        this.clock = clock;
        this.metrics = metrics;
        this.limits = limits;
        queue = new MpscBlockingConsumerArrayQueue<>(inFlight.maxIntents() + SUBMISSIONS);
        metrics.queue(queue::size, queue.capacity());
        metrics.inFlight(inFlight::inUse, inFlight.limit());
        again = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("publish-again").daemon().factory());
        thread = Thread.ofPlatform().name("publish").daemon().unstarted(this::publishAll);
    }

    /** Begins to publish. */
    public void start() {
        receipts.start();
        thread.start();
    }

    /** Publishes and journals what was handed over, for so long; what is left then is found in its claim at the next start. */
    public void stop(Duration patience) {
        stopping = true;
        try {
            if (!inFlight.awaitIdle(patience)) {
                LOG.warn("{} bytes are still in flight; their claims stay for the next start", inFlight.inUse());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        again.shutdownNow();
        receipts.stop();
    }

    @Override
    public void accept(long ticket, Arrival arrival) {
        enqueue(() -> order.accept(ticket, arrival, this::publish));
    }

    @Override
    public CompletableFuture<IntentId> submit(IntentId id, byte[] intent, Map<String, byte[]> extraHeaders) {
        if (stopping) {
            return CompletableFuture.failedFuture(new IntakeStopped());
        }
        if (intent.length > limits.maxSize()) {
            return CompletableFuture.failedFuture(new IntentTooLarge(intent.length, limits.maxSize()));
        }
        int cost = inFlight.cost(intent.length);
        if (!hasRoom(cost)) {
            metrics.heldBack();
            return CompletableFuture.failedFuture(new IntakeFull(RETRY_AFTER));
        }
        CompletableFuture<IntentId> receipt = new CompletableFuture<>();
        enqueue(() -> publish(intent(
                new ReceivedIntent(
                        id,
                        RecordHeaders.REST_SOURCE,
                        null,
                        peek.target(intent).orElse(null),
                        intent,
                        Sha256.hex(intent),
                        peek.correlationId(intent),
                        extraHeaders),
                cost,
                receipt)));
        return receipt;
    }

    private boolean hasRoom(int cost) {
        try {
            return inFlight.tryAcquire(cost, limits.patience());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // The queue has a place for every intent that can be in flight.
    private void enqueue(Runnable task) {
        if (!queue.offer(task)) {
            throw new IllegalStateException("more intents in flight than there can be");
        }
    }

    private void publishAll() {
        try {
            while (true) {
                run(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("An intent was not published; if it is a file's, its claim stays for the next start", e);
        }
    }

    private void publish(Arrival arrival) {
        switch (arrival) {
            case Arrival.Read read ->
                publish(intent(
                        new ReceivedIntent(
                                read.id(),
                                source,
                                read.file(),
                                peek.target(read.intent()).orElse(null),
                                read.intent(),
                                read.sha256(),
                                peek.correlationId(read.intent()),
                                Map.of()),
                        read.cost(),
                        new CompletableFuture<>()));
            case Arrival.Refused refused ->
                publish(refusal(refused.id(), refused.file(), refused.outcome(), refused.cost()));
            case Arrival.Gone gone -> inFlight.release(gone.cost());
        }
    }

    private static OfIntent intent(ReceivedIntent intent, int cost, CompletableFuture<IntentId> receipt) {
        return new OfIntent(intent, intent.record(), cost, receipt);
    }

    private OfRefusal refusal(IntentId id, FileName file, Outcome outcome, int cost) {
        String rule = switch (outcome) {
            case Outcome.Rejected rejected -> rejected.reasons().getFirst().rule();
            case Outcome.Failed failed -> failed.reason().rule();
            default -> outcome.state().name();
        };
        metrics.refused(rule);
        LOG.info("{} is not published: {}", file, outcome.message());
        RefusedFile refused = new RefusedFile(id, source, file, outcome);
        IntentFinished finished = refused.finished(clock.instant());
        return new OfRefusal(finished, refused.record(finished, codec), cost);
    }

    // What fails at once is tried again at once, here, so that nothing behind it goes first.
    private void publish(Publication publication) {
        CompletableFuture<?> ack = send(publication);
        long pause = SHORTEST_PAUSE;
        while (ack.isCompletedExceptionally()
                && !stopping
                && !limits.isRefusal().test(ack.exceptionNow())) {
            LOG.warn(
                    "Kafka does not take {}, trying again: {}",
                    publication.id(),
                    ack.exceptionNow().toString());
            metrics.retried("kafka");
            if (!slept(pause)) {
                break;
            }
            pause = Math.min(LONGEST_PAUSE, pause * 2);
            ack = send(publication);
        }
        var _ = ack.whenComplete((_, failure) -> {
            if (failure == null) {
                receipts.acknowledged(publication);
            } else {
                failed(publication, failure);
            }
        });
    }

    private CompletableFuture<?> send(Publication publication) {
        try {
            return publisher.publish(publication.record());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean slept(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // The producer itself tries again for ever, so what fails later than at once is either refused or of a producer
    // that
    // is broken, and then so is all behind it.
    private void failed(Publication publication, Throwable failure) {
        if (stopping) {
            LOG.warn("{} was not published before the end: {}", publication.id(), failure.toString());
            receipts.abandoned(publication, failure);
        } else if (limits.isRefusal().test(failure) && publication instanceof OfIntent intent) {
            giveUp(intent, failure);
        } else {
            LOG.warn("{} was not acknowledged, trying again: {}", publication.id(), failure.toString());
            metrics.retried("kafka");
            var _ = again.schedule(() -> enqueue(() -> publish(publication)), LONGEST_PAUSE, TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp(OfIntent publication, Throwable failure) {
        LOG.error("{} cannot be published", publication.id(), failure);
        FileName file = publication.intent().file();
        if (file == null) {
            receipts.abandoned(publication, failure);
            return;
        }
        Outcome outcome =
                new Outcome.Failed(Reason.of("not-published", "Kafka refused it: " + failure.getMessage()), 1);
        enqueue(() -> publish(refusal(publication.id(), file, outcome, publication.cost())));
    }
}
