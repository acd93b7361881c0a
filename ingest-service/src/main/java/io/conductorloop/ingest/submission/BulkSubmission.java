package io.conductorloop.ingest.submission;

import io.conductorloop.ingest.submission.IntentSplitter.Item;
import io.conductorloop.ingest.submission.IntentSubmission.Prepared;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes many intents of one call, in batches, in their order: an intent that finds no room is waited for, and none behind it
 * is handed over before. What was taken stays taken when something later in the call is refused.
 */
public final class BulkSubmission {
    private static final int BATCH_ITEMS = 256;
    private static final long BATCH_BYTES = 1 << 20;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final IntentSubmission submission;
    private final Duration patience;

    /** @param patience how long one intent may wait for room before the call is broken off */
    public BulkSubmission(IntentSubmission submission, Duration patience) {
        this.submission = submission;
        this.patience = patience;
    }

    /**
     * Takes all intents of a stream; blocks until those taken are durable.
     *
     * @param key the call's idempotency key, which with its place in the stream gives each intent its own; null: none
     * @param answers told each intent's answer, in order
     * @return why intents after the last answer were not looked at; null when all were
     * @throws IOException when the stream fails; what was answered stays so
     * @throws java.util.concurrent.CompletionException when Kafka fails
     */
    public @Nullable Answer submit(IntentSplitter intents, @Nullable String key, Consumer<Answer> answers)
            throws IOException {
        int place = 0;
        while (true) {
            List<Submission> batch = new ArrayList<>();
            List<@Nullable Answer> refused = new ArrayList<>();
            Item item = intents.next();
            for (long bytes = 0; ; item = intents.next()) {
                if (item instanceof Item.Whole(byte[] intent)) {
                    batch.add(new Submission(intent, key == null ? null : key + " " + place));
                    refused.add(null);
                    bytes += intent.length;
                } else if (item instanceof Item.Oversized(long limit)) {
                    refused.add(new Answer.TooLarge(limit));
                } else {
                    break;
                }
                place++;
                if (refused.size() == BATCH_ITEMS || bytes >= BATCH_BYTES) {
                    break;
                }
            }
            Answer brokenOff = take(batch, refused, answers);
            if (brokenOff != null) {
                return brokenOff;
            }
            if (item instanceof Item.Broken(Answer why)) {
                return why;
            }
            if (item instanceof Item.End) {
                return null;
            }
        }
    }

    /** Hands a batch over and tells the answers up to the first intent that found no room in time. */
    private @Nullable Answer take(List<Submission> batch, List<@Nullable Answer> refused, Consumer<Answer> answers) {
        List<CompletableFuture<Answer>> pending = new ArrayList<>(refused.size());
        Answer brokenOff = null;
        int next = 0;
        List<Prepared> prepared = submission.prepare(batch);
        for (Answer answer : refused) {
            CompletableFuture<Answer> handedOver = answer != null
                    ? CompletableFuture.completedFuture(answer)
                    : switch (prepared.get(next++)) {
                        case Prepared.Refused(Answer why) -> CompletableFuture.completedFuture(why);
                        case Prepared.Ready ready -> handOver(ready);
                    };
            if (handedOver.isDone()
                    && !handedOver.isCompletedExceptionally()
                    && handedOver.join() instanceof Answer.Busy busy) {
                brokenOff = busy;
                break;
            }
            pending.add(handedOver);
        }
        pending.forEach(one -> answers.accept(one.join()));
        return brokenOff;
    }

    private CompletableFuture<Answer> handOver(Prepared.Ready ready) {
        long deadline = System.nanoTime() + patience.toNanos();
        CompletableFuture<Answer> answer = submission.handOver(ready);
        while (answer.isDone()
                && !answer.isCompletedExceptionally()
                && answer.join() instanceof Answer.Busy
                && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = submission.handOver(ready);
        }
        return answer;
    }
}
