package io.conductorloop.ingest.files;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.Finishing;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.files.ClaimReader.Look;
import io.conductorloop.ingest.files.Claims.Claim;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with what dead instances, or an earlier run of this one, had claimed: what the journal knows to be durable waits
 * for its outcome, what has ended is finished, the rest is published again under the id it has. For one thread.
 */
final class TakeOver {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
    private static final int ASKED_AT_ONCE = 500;

    /** As many as a small heap holds; the folder is looked through once for each so many. */
    private static final int TAKEN_AT_ONCE = 10_000;

    private final Claims claims;
    private final ClaimedReading reading;
    private final Finishing finishing;
    private final IntentJournal journal;
    private final RunStatistics statistics;
    private final IngestMetrics metrics;
    private final Queue<Claim> taken = new ArrayDeque<>();
    private boolean ownTaken;
    private @Nullable IntentId lastOwn;

    TakeOver(
            Claims claims,
            ClaimedReading reading,
            Finishing finishing,
            IntentJournal journal,
            RunStatistics statistics,
            IngestMetrics metrics) {
        this.claims = claims;
        this.reading = reading;
        this.finishing = finishing;
        this.journal = journal;
        this.statistics = statistics;
        this.metrics = metrics;
    }

    /** Whether there are claims whose way on is not decided yet. */
    boolean isUnderWay() {
        return !ownTaken || !taken.isEmpty();
    }

    /** Takes over what there is. After a failure, called again, it goes on where it was. */
    void run(BooleanSupplier stopping) throws IOException, InterruptedException {
        do {
            while (!taken.isEmpty() && !stopping.getAsBoolean()) {
                resume(taken.stream().limit(ASKED_AT_ONCE).toList(), stopping);
            }
        } while (!stopping.getAsBoolean() && takeMore());
    }

    // What is ours already stays in its place, so it is gone through by age; nothing is claimed before that has ended.
    private boolean takeMore() throws IOException {
        if (!ownTaken) {
            List<Claim> own = claims.own(lastOwn, TAKEN_AT_ONCE);
            own.forEach(this::take);
            if (!own.isEmpty()) {
                lastOwn = own.getLast().id();
                return true;
            }
            ownTaken = true;
        }
        return claims.takeOver(TAKEN_AT_ONCE, this::take);
    }

    private void take(Claim claim) {
        taken.add(claim);
        statistics.found();
        metrics.takenOver();
    }

    private void resume(List<Claim> batch, BooleanSupplier stopping) throws InterruptedException {
        List<IntentId> ids = batch.stream().map(Claim::id).toList();
        Map<Stage, Map<IntentId, IntentEvent>> past = journal.find(EnumSet.of(Stage.RECEIVED, Stage.FINISHED), ids);
        Map<IntentId, IntentEvent> ended = past.getOrDefault(Stage.FINISHED, Map.of());
        Map<IntentId, IntentEvent> durable = past.getOrDefault(Stage.RECEIVED, Map.of());
        LOG.info("Took over {} claims, {} of them published, {} ended", ids.size(), durable.size(), ended.size());
        finishing.finish(ended.values().stream()
                .map(end -> new Finishing.End((IntentFinished) end, null))
                .toList());
        for (Claim claim : batch) {
            boolean known = ended.containsKey(claim.id()) || durable.containsKey(claim.id());
            if (!known && !publishAgain(claim, stopping)) {
                return;
            }
            taken.remove();
        }
    }

    private boolean publishAgain(Claim claim, BooleanSupplier stopping) throws InterruptedException {
        long size = sizeOf(claim);
        if (!reading.acquire(size, stopping)) {
            return false;
        }
        reading.readAcquired(claim, null, size);
        return true;
    }

    private long sizeOf(Claim claim) {
        try {
            Look look = ClaimReader.look(claim.path());
            return look == null ? 0 : reading.sizeToRead(look);
        } catch (IOException e) {
            // The reader will say what is wrong with it.
            return 0;
        }
    }
}
