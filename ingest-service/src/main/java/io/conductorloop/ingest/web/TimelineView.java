package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Reason;
import io.conductorloop.state.IntentJournal.Stage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of one intent, in order. */
record TimelineView(
        @Schema(type = "string", format = "uuid") String id, List<Step> events, Links links) {
    /** One step. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            Stage stage,

            @Schema(description = "The state the intent was in after it")
            IntentState state,

            Instant at,

            @Schema(description = "Counted from 1") @Nullable
            Integer attempt,

            @Schema(description = "When the next attempt is due") @Nullable
            Instant notBefore,

            @Nullable String message,

            @Schema(description = "Present where something was refused or failed") @Nullable
            List<Reason> reasons) {
        private static Step of(IntentEvent event) {
            Stage stage = Stage.of(event);
            return switch (event) {
                case IntentEvent.IntentReceived received ->
                    new Step(
                            stage,
                            event.state(),
                            event.at(),
                            null,
                            null,
                            "Durable: " + received.size() + " bytes from " + received.source(),
                            null);
                case IntentEvent.IntentJudged judged ->
                    new Step(
                            stage,
                            event.state(),
                            event.at(),
                            null,
                            null,
                            judged.original() == null ? null : "Says the same as " + judged.original(),
                            null);
                case IntentEvent.IntentExecuting executing ->
                    new Step(stage, event.state(), event.at(), executing.attempt(), null, null, null);
                case IntentEvent.IntentRetrying retrying ->
                    new Step(
                            stage,
                            event.state(),
                            event.at(),
                            retrying.attempt(),
                            retrying.notBefore(),
                            retrying.reason().message(),
                            List.of(retrying.reason()));
                case IntentEvent.IntentProposed proposed ->
                    new Step(stage, event.state(), event.at(), null, null, proposed.message(), null);
                case IntentEvent.IntentFinished finished -> {
                    List<Reason> reasons = IntentView.reasons(finished.outcome());
                    yield new Step(
                            stage,
                            event.state(),
                            event.at(),
                            null,
                            null,
                            finished.outcome().message(),
                            reasons.isEmpty() ? null : reasons);
                }
            };
        }
    }

    static TimelineView of(IntentId id, List<IntentEvent> story) {
        return new TimelineView(id.toString(), story.stream().map(Step::of).toList(), Links.of(id));
    }
}
