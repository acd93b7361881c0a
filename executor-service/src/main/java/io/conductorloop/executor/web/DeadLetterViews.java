package io.conductorloop.executor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.deadletter.DeadLetter;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetters.Kept;
import io.conductorloop.executor.deadletter.DeadLetters.Standing;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters as REST shows them. */
final class DeadLetterViews {
    private DeadLetterViews() {}

    /** One line of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String id,
            Standing standing,
            @Nullable String target,
            String failure,
            int attempts,
            Instant claimedAt,
            long size,
            URI self) {
        static Line of(Kept kept) {
            DeadLetter letter = kept.letter();
            return new Line(
                    letter.id().toString(),
                    kept.standing(),
                    targetOf(letter),
                    letter.failure(),
                    letter.attempts(),
                    letter.id().claimedAt(),
                    letter.bytes().length,
                    path(letter.id()));
        }
    }

    /** A page of them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(List<Line> items, @Nullable String nextCursor) {}

    /**
     * All about one.
     *
     * @param intentBase64 the intent's bytes exactly as they came
     * @param audit what was decided, by whom, when and why; empty while nothing was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            String id,
            Standing standing,
            @Nullable String target,
            String failure,
            int attempts,
            Instant claimedAt,
            long sequence,
            String source,
            @Nullable String file,
            String sha256,
            String intentBase64,
            List<Audit> audit) {
        static Whole of(Kept kept) {
            DeadLetter letter = kept.letter();
            DeadLetterDecision decision = kept.decision();
            return new Whole(
                    letter.id().toString(),
                    kept.standing(),
                    targetOf(letter),
                    letter.failure(),
                    letter.attempts(),
                    letter.id().claimedAt(),
                    letter.sequence(),
                    letter.source(),
                    letter.file(),
                    letter.sha256(),
                    Base64.getEncoder().encodeToString(letter.bytes()),
                    decision == null ? List.of() : List.of(Audit.of(decision)));
        }
    }

    /** A decision. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Audit(
            Standing decision,
            Instant at,
            String by,
            String why,
            @Nullable String replayedAs) {
        static Audit of(DeadLetterDecision decision) {
            Standing standing = switch (decision.kind()) {
                case REPLAYED -> Standing.REPLAYED;
                case ABANDONED -> Standing.ABANDONED;
            };
            IntentId replayedAs = decision.replayedAs();
            return new Audit(
                    standing,
                    decision.at(),
                    decision.by(),
                    decision.why(),
                    replayedAs == null ? null : replayedAs.toString());
        }
    }

    /** An intent that was handed in again. */
    record Replay(String letter, String replayedAs, URI status) {}

    private static URI path(IntentId id) {
        return URI.create(DeadLetterController.PATH + "/" + id);
    }

    private static @Nullable String targetOf(DeadLetter letter) {
        Target target = letter.target();
        return target == null ? null : target.key();
    }
}
