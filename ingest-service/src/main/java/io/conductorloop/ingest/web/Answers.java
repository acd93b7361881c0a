package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.submission.Answer;
import io.conductorloop.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** What an answer is in HTTP. */
final class Answers {
    private Answers() {}

    /** The problem that refuses; null when the intent was taken. */
    static @Nullable ProblemException problem(Answer answer) {
        return switch (answer) {
            case Answer.Taken _ -> null;
            case Answer.NotJson(Reason reason) -> ProblemException.badRequest(reason);
            case Answer.TooLarge(long limit) -> ProblemException.tooLarge(DataSize.ofBytes(limit));
            case Answer.TooMany(int limit) -> {
                Reason reason = Reason.of("max-items", "More than " + limit + " intents in one call");
                yield new ProblemException(HttpStatus.CONTENT_TOO_LARGE, reason.message(), List.of(reason));
            }
            case Answer.KeyReused _ ->
                ProblemException.unprocessable(
                        Reason.of("idempotency-key", "The Idempotency-Key was used before, with another body"));
            case Answer.Busy busy ->
                ProblemException.unavailable("No more intents can be taken right now", busy.retryAfter());
        };
    }

    /**
     * The id of the intent that was taken.
     *
     * @throws ProblemException when it was refused
     */
    static IntentId taken(Answer answer) {
        if (answer instanceof Answer.Taken(IntentId id)) {
            return id;
        }
        ProblemException problem = problem(answer);
        throw problem == null ? new IllegalStateException("neither taken nor refused") : problem;
    }
}
