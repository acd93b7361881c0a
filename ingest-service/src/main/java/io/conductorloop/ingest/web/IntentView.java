package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.IntentJournal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an intent stands, told from its story. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntentView(
        @Schema(type = "string", format = "uuid") String id,
        IntentState state,
        @Schema(description = "When its identity was given") Instant claimedAt,
        @Schema(description = "When it came into its state") Instant updatedAt,

        @Schema(description = "What it is about, where its bytes tell") @Nullable
        TargetView target,

        @Schema(description = "/ingest/rest, or /ingest/ and the handoff folder's id") @Nullable
        String source,

        @Schema(description = "The file's name, for an intent that came as a file") @Nullable
        String file,

        @Schema(description = "SHA-256 of its bytes") @Nullable
        String sha256,

        @Schema(description = "Its size in bytes") @Nullable Long size,

        @Schema(description = "Its offset in intents.received: its place among the intents of its target") @Nullable
        Long sequence,

        @Schema(description = "How often execution was tried") @Nullable
        Integer attempts,

        @Schema(description = "What it waits for, while a person is to decide") @Nullable
        ProposalView proposal,

        @Schema(description = "How it ended") @Nullable OutcomeView outcome,

        @Schema(description = "Why it was refused, failed or is being retried")
        List<Reason> reasons,

        Links links) {

    /** What an intent is about. */
    record TargetView(String namespace, String name) {
        static @Nullable TargetView of(@Nullable Target target) {
            return target == null ? null : new TargetView(target.namespace(), target.name());
        }
    }

    /** The package revision about which a person is to decide. */
    record ProposalView(
            String packageName,
            String revision,

            @Schema(description = "Whether the intent is in it; otherwise its own revision is proposed afterwards")
            boolean included,

            @Schema(description = "One sentence for the author")
            String message) {}

    /** How an intent ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeView(
            IntentState state,

            @Schema(description = "One sentence for the author")
            String message,

            @Schema(description = "The service that ended it")
            String service,

            @Nullable String packageName,
            @Nullable String revision,

            @Schema(description = "The intent that this one repeats") @Nullable
            String original,

            @Schema(description = "The newer intent that took its place") @Nullable
            String supersededBy) {
        static OutcomeView of(IntentFinished finished) {
            Outcome outcome = finished.outcome();
            String packageName = null;
            String revision = null;
            String original = null;
            String by = null;
            switch (outcome) {
                case Outcome.Executed executed -> {
                    packageName = executed.packageName();
                    revision = executed.revision();
                }
                case Outcome.Duplicate duplicate ->
                    original = duplicate.original().toString();
                case Outcome.Superseded superseded -> by = superseded.by().toString();
                case Outcome.Rejected _, Outcome.Failed _ -> {
                    // Told by the reasons.
                }
            }
            return new OutcomeView(
                    outcome.state(), outcome.message(), finished.service(), packageName, revision, original, by);
        }
    }

    /** The view of a story that is not empty. */
    static IntentView of(List<IntentEvent> story) {
        IntentId id = story.getFirst().id();
        Story told = new Story();
        story.forEach(told::add);
        return new IntentView(
                id.toString(),
                IntentJournal.state(story),
                id.claimedAt(),
                story.getLast().at(),
                TargetView.of(told.target),
                told.source,
                told.file,
                told.sha256,
                told.size,
                told.sequence,
                told.attempts,
                told.proposal,
                told.outcome,
                told.reasons,
                Links.of(id));
    }

    /** Why an outcome is none the author wanted; empty for the others. */
    static List<Reason> reasons(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected rejected -> rejected.reasons();
            case Outcome.Failed failed -> List.of(failed.reason());
            case Outcome.Executed _, Outcome.Duplicate _, Outcome.Superseded _ -> List.of();
        };
    }

    /** Collects from event to event; each tells some of it. */
    private static final class Story {
        private @Nullable Target target;
        private @Nullable String source;
        private @Nullable String file;
        private @Nullable String sha256;
        private @Nullable Long size;
        private @Nullable Long sequence;
        private @Nullable Integer attempts;
        private @Nullable ProposalView proposal;
        private @Nullable OutcomeView outcome;
        private List<Reason> reasons = List.of();

        private void add(IntentEvent event) {
            switch (event) {
                case IntentReceived received -> {
                    target = received.target();
                    source = received.source();
                    file = received.file();
                    sha256 = received.sha256();
                    size = received.size();
                }
                case IntentJudged judged -> sequence = judged.sequence();
                case IntentExecuting executing -> attempts = executing.attempt();
                case IntentRetrying retrying -> {
                    attempts = retrying.attempt();
                    reasons = List.of(retrying.reason());
                }
                case IntentProposed proposed -> {
                    proposal = new ProposalView(
                            proposed.packageName(), proposed.revision(), proposed.included(), proposed.message());
                    reasons = List.of();
                }
                case IntentFinished finished -> {
                    proposal = null;
                    target = target == null ? finished.target() : target;
                    source = finished.source();
                    file = finished.file();
                    sequence = finished.sequence();
                    outcome = OutcomeView.of(finished);
                    reasons = reasons(finished.outcome());
                    if (finished.outcome() instanceof Outcome.Failed failed) {
                        attempts = failed.attempts();
                    }
                }
            }
        }
    }
}
