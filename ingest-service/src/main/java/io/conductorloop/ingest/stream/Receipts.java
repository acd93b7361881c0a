package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IngestMetrics.Origin;
import io.conductorloop.ingest.ReceivedIntent;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.stream.Publication.OfIntent;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.IntentJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the journal, in batches, which intents are durable, and gives their bytes back once it knows. While the journal is
 * away bytes are not given back, so intake comes to a halt and nothing is lost; REST callers get their receipt all the same,
 * after the first attempt.
 */
public final class Receipts {
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final String RECEIVED = "received";
    private static final int BATCH = 1_000;
    private static final long LONGEST_PAUSE = 5_000;

    private final IntentJournal journal;
    private final InFlightBytes inFlight;
    private final InstantSource clock;
    private final RunStatistics statistics;
    private final IngestMetrics metrics;
    private final Tracing tracing;
    private final MpscBlockingConsumerArrayQueue<Publication> acknowledged;
    private final Thread thread;

    public Receipts(
            IntentJournal journal,
            InFlightBytes inFlight,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics,
            Tracing tracing) {
        this.journal = journal;
        this.inFlight = inFlight;
        this.clock = clock;
        this.statistics = statistics;
        this.metrics = metrics;
        this.tracing = tracing;
        acknowledged = new MpscBlockingConsumerArrayQueue<>(inFlight.maxIntents());
        thread = Thread.ofPlatform().name("receipts").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    /** The publication is durable. Called by the producer's thread: does nothing that could wait. */
    void acknowledged(Publication publication) {
        if (publication instanceof OfIntent it) {
            ReceivedIntent intent = it.intent();
            Instant now = clock.instant();
            Duration took = Duration.between(intent.id().claimedAt(), now);
            Origin origin = intent.file() == null ? Origin.REST : Origin.FILE;
            if (origin == Origin.FILE) {
                statistics.published(intent.bytes().length, took);
            }
            tracing.measure(intent.id(), () -> metrics.published(origin, intent.bytes().length, took));
            LOG.debug(
                    "Intent {} is durable, it came as {}",
                    intent.id(),
                    intent.file() == null ? "a call" : intent.file());
            tracing.took(Step.RECEIVE, intent.id(), intent.id().claimedAt(), now, RECEIVED);
        }
        if (!acknowledged.offer(publication)) {
            throw new IllegalStateException("more intents in flight than there can be");
        }
    }

    /** The publication will not be durable in this run. */
    void abandoned(Publication publication, Throwable why) {
        if (publication instanceof OfIntent intent) {
            intent.receipt().completeExceptionally(why);
        }
        inFlight.release(publication.cost());
    }

    private void run() {
        List<Publication> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                Publication first = acknowledged.poll(1, TimeUnit.SECONDS);
                statistics.tick();
                if (first != null) {
                    batch.add(first);
                    acknowledged.drain(batch::add, BATCH - 1);
                    journal(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void journal(List<Publication> batch) throws InterruptedException {
        Instant now = clock.instant();
        List<IntentEvent> events =
                batch.stream().map(publication -> publication.durable(now)).toList();
        long pause = 100;
        while (!append(events)) {
            handOut(batch);
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        handOut(batch);
        batch.forEach(publication -> inFlight.release(publication.cost()));
    }

    private boolean append(List<IntentEvent> events) {
        try {
            journal.append(events);
            return true;
        } catch (RuntimeException e) {
            metrics.retried("journal");
            LOG.warn("The journal did not take {} events, trying again: {}", events.size(), e.toString());
            return false;
        }
    }

    private static void handOut(List<Publication> batch) {
        for (Publication publication : batch) {
            if (publication instanceof OfIntent intent) {
                intent.receipt().complete(intent.id());
            }
        }
    }
}
