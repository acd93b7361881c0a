package io.conductorloop.executor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the execution of an intent stands.
 *
 * @param attempts how often the package store was given the intent
 * @param startedAt when the latest attempt began
 * @param retryAt when the next attempt is due, while it is waited for
 * @param retryReason why the latest attempt did not succeed, while the next is waited for
 * @param packageLink where the package with its revisions is shown; null where the store cannot be read
 * @param durationMillis from the latest attempt's beginning to the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionView(
        String id,
        IntentState state,
        int attempts,
        @Nullable String target,
        @Nullable Instant startedAt,
        @Nullable Instant retryAt,
        @Nullable Reason retryReason,
        @Nullable Instant finishedAt,
        @Nullable Long durationMillis,
        @Nullable String packageName,
        @Nullable String revision,
        @Nullable String supersededBy,
        @Nullable String message,
        @Nullable URI packageLink) {

    /** The view of a story, or null when nothing in it is about execution. */
    static @Nullable ExecutionView of(IntentId id, List<IntentEvent> story, boolean isStoreReadable) {
        IntentExecuting executing = last(story, IntentExecuting.class);
        IntentRetrying retrying = last(story, IntentRetrying.class);
        IntentProposed proposed = last(story, IntentProposed.class);
        IntentFinished finished = last(story, IntentFinished.class);
        boolean endedHere = finished != null && finished.service().equals("executor");
        if (executing == null && retrying == null && proposed == null && !endedHere) {
            return null;
        }
        Outcome outcome = finished == null ? null : finished.outcome();
        IntentProposed proposal = finished == null ? proposed : null;
        IntentRetrying waiting =
                finished == null && proposal == null && !isNewer(executing, retrying) ? retrying : null;
        return new ExecutionView(
                id.toString(),
                story.getLast().state(),
                attempts(executing, retrying, outcome),
                finished == null || finished.target() == null
                        ? null
                        : finished.target().key(),
                executing == null ? null : executing.at(),
                waiting == null ? null : waiting.notBefore(),
                waiting == null ? null : waiting.reason(),
                finished == null ? null : finished.at(),
                finished == null || executing == null
                        ? null
                        : Duration.between(executing.at(), finished.at()).toMillis(),
                outcome instanceof Outcome.Executed executed
                        ? executed.packageName()
                        : proposal == null ? null : proposal.packageName(),
                outcome instanceof Outcome.Executed executed
                        ? executed.revision()
                        : proposal == null ? null : proposal.revision(),
                outcome instanceof Outcome.Superseded superseded
                        ? superseded.by().toString()
                        : null,
                outcome != null ? outcome.message() : proposal == null ? null : proposal.message(),
                isStoreReadable && finished != null ? packageLink(finished) : null);
    }

    private static @Nullable URI packageLink(IntentFinished finished) {
        Target target = finished.target();
        return target != null && finished.outcome() instanceof Outcome.Executed executed
                ? URI.create("/api/v1/packages/" + target.key() + "?package=" + executed.packageName())
                : null;
    }

    private static boolean isNewer(@Nullable IntentExecuting executing, @Nullable IntentRetrying retrying) {
        return executing != null && retrying != null && executing.attempt() > retrying.attempt();
    }

    private static int attempts(
            @Nullable IntentExecuting executing, @Nullable IntentRetrying retrying, @Nullable Outcome outcome) {
        int attempts = Math.max(executing == null ? 0 : executing.attempt(), retrying == null ? 0 : retrying.attempt());
        return outcome instanceof Outcome.Failed failed ? failed.attempts() : attempts;
    }

    private static <T extends IntentEvent> @Nullable T last(List<IntentEvent> story, Class<T> type) {
        return story.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((_, later) -> later)
                .orElse(null);
    }
}
