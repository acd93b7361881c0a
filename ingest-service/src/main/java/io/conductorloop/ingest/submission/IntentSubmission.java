package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.IntentIntake;
import io.conductorloop.ingest.IntentIntake.IntakeFull;
import io.conductorloop.ingest.IntentIntake.IntakeRefused;
import io.conductorloop.ingest.IntentIntake.IntakeStopped;
import io.conductorloop.ingest.IntentIntake.IntentTooLarge;
import io.conductorloop.ingest.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes intents: looks whether each is JSON, gives it its identity, or that of its idempotency key, and hands it over. The
 * same key with the same bytes always stands for the same intent.
 */
public final class IntentSubmission {
    private static final Duration RESTART = Duration.ofSeconds(5);

    private final IntentIds ids;
    private final IntentIntake intake;
    private final IdempotencyKeys keys;
    private final JsonSyntax syntax;

    public IntentSubmission(IntentIds ids, IntentIntake intake, IdempotencyKeys keys, JsonSyntax syntax) {
        this.ids = ids;
        this.intake = intake;
        this.keys = keys;
        this.syntax = syntax;
    }

    /** Whether an intent may be handed over. */
    sealed interface Prepared {
        /** It may, under this id. */
        record Ready(IntentId id, byte[] intent) implements Prepared {}

        /** It may not. */
        record Refused(Answer answer) implements Prepared {}
    }

    /**
     * Takes one intent.
     *
     * @return completes once the intent is durable or refused; exceptionally when Kafka fails
     */
    public CompletableFuture<Answer> submit(Submission submission) {
        return switch (prepare(List.of(submission)).getFirst()) {
            case Prepared.Ready ready -> handOver(ready);
            case Prepared.Refused refused -> CompletableFuture.completedFuture(refused.answer());
        };
    }

    /** Looks at all and binds their keys in one round trip; the answers are in the order of the submissions. */
    List<Prepared> prepare(List<Submission> submissions) {
        List<Prepared> prepared = new ArrayList<>(submissions.size());
        Map<String, IdempotencyKeys.Binding> proposals = new LinkedHashMap<>();
        for (Submission submission : submissions) {
            Optional<Reason> flaw = syntax.flaw(submission.intent());
            if (flaw.isPresent()) {
                prepared.add(new Prepared.Refused(new Answer.NotJson(flaw.get())));
                continue;
            }
            IntentId id = ids.next();
            prepared.add(new Prepared.Ready(id, submission.intent()));
            if (submission.key() != null) {
                proposals.put(submission.key(), new IdempotencyKeys.Binding(id, Sha256.hex(submission.intent())));
            }
        }
        if (!proposals.isEmpty()) {
            Map<String, IdempotencyKeys.Binding> bound = keys.bind(proposals);
            for (int i = 0; i < prepared.size(); i++) {
                String key = submissions.get(i).key();
                if (key != null && prepared.get(i) instanceof Prepared.Ready ready) {
                    prepared.set(i, underKey(ready, proposals.get(key), bound.get(key)));
                }
            }
        }
        return prepared;
    }

    private static Prepared underKey(
            Prepared.Ready ready, IdempotencyKeys.@Nullable Binding proposal, IdempotencyKeys.@Nullable Binding bound) {
        if (proposal == null || bound == null) {
            throw new IllegalStateException("the memory of keys left one out");
        }
        return bound.sha256().equals(proposal.sha256())
                ? new Prepared.Ready(bound.id(), ready.intent())
                : new Prepared.Refused(new Answer.KeyReused());
    }

    /** Publishes. An id that was published before gives a copy, which validation drops. */
    CompletableFuture<Answer> handOver(Prepared.Ready ready) {
        return intake.submit(ready.id(), ready.intent(), Map.of()).handle((id, failure) -> {
            if (failure == null) {
                return new Answer.Taken(id);
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof IntakeRefused refused) {
                return answer(refused);
            }
            throw new CompletionException(cause);
        });
    }

    private static Answer answer(IntakeRefused refused) {
        return switch (refused) {
            case IntentTooLarge large -> new Answer.TooLarge(large.limit());
            case IntakeFull full -> new Answer.Busy(full.retryAfter());
            case IntakeStopped _ -> new Answer.Busy(RESTART);
        };
    }
}
