package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a file is told about its end: the content of the status file. Says the same whenever it is made from
 * the same outcome.
 *
 * @param file the name under which the file was handed over
 * @param status success, failed or skipped
 * @param message at most 64 KiB
 * @param correlationId the author's, or the intent's id where the author gave none
 * @param sequence null for a file that was refused before it was published
 * @param packageName as in {@link Outcome.Executed}
 * @param original the intent that this one repeats
 * @param supersededBy the newer intent that took this one's place
 * @param errors what was wrong; empty unless the status is failed
 * @param retries how often execution was tried again
 * @param took from claim to outcome
 */
public record StatusReport(
        String file,
        Status status,
        String message,
        Instant at,
        IntentState outcome,
        IntentId intent,
        String correlationId,
        @Nullable Long sequence,
        @Nullable String packageName,
        @Nullable String revision,
        @Nullable IntentId original,
        @Nullable IntentId supersededBy,
        List<Reason> errors,
        int retries,
        Duration took) {

    /** The longest message, bytes of UTF-8. */
    static final int MAX_MESSAGE = 64 * 1024;

    /** So many reasons are told one by one; the message names the rest. */
    static final int MAX_REASONS = 100;

    private static final int MAX_REASON = 1_024;
    private static final String ELLIPSIS = "...";

    /** The three words that scripts of the handoff folder's users look for. */
    public enum Status {
        /** The intent was carried out. */
        SUCCESS,
        /** The intent was refused or could not be carried out. */
        FAILED,
        /** There was nothing to do. */
        SKIPPED;

        /** The word in the status file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Turns a report into the bytes of a status file. */
    public interface Format {
        /** At most 256 KiB; equal reports give equal bytes. */
        byte[] format(StatusReport report);
    }

    /** The report on an intent of the folder. */
    static StatusReport of(IntentFinished end, FileName file, @Nullable String correlationId) {
        Outcome outcome = end.outcome();
        Outcome.@Nullable Executed executed = outcome instanceof Outcome.Executed it ? it : null;
        return new StatusReport(
                file.text(),
                status(outcome),
                shortened(outcome.message(), MAX_MESSAGE),
                end.at(),
                outcome.state(),
                end.id(),
                correlationId == null || correlationId.isEmpty() ? end.id().toString() : shortenedId(correlationId),
                end.sequence() < 0 ? null : end.sequence(),
                executed == null ? null : executed.packageName(),
                executed == null ? null : executed.revision(),
                outcome instanceof Outcome.Duplicate duplicate ? duplicate.original() : null,
                outcome instanceof Outcome.Superseded superseded ? superseded.by() : null,
                errors(outcome),
                outcome instanceof Outcome.Failed failed ? Math.max(0, failed.attempts() - 1) : 0,
                Duration.between(end.id().claimedAt(), end.at()));
    }

    /** The report on a file that another program had processed. */
    static StatusReport alreadyProcessed(IntentId id, FileName file, Instant at, String message) {
        return new StatusReport(
                file.text(),
                Status.SKIPPED,
                message,
                at,
                IntentState.DUPLICATE,
                id,
                id.toString(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                Duration.ZERO);
    }

    private static Status status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Executed _ -> Status.SUCCESS;
            case Outcome.Duplicate _, Outcome.Superseded _ -> Status.SKIPPED;
            case Outcome.Rejected _, Outcome.Failed _ -> Status.FAILED;
        };
    }

    private static List<Reason> errors(Outcome outcome) {
        List<Reason> all = switch (outcome) {
            case Outcome.Rejected rejected -> rejected.reasons();
            case Outcome.Failed failed -> List.of(failed.reason());
            case Outcome.Executed _, Outcome.Duplicate _, Outcome.Superseded _ -> List.of();
        };
        return all.stream()
                .limit(MAX_REASONS)
                .map(reason -> new Reason(
                        shortened(reason.rule(), MAX_REASON),
                        shortened(reason.pointer(), MAX_REASON),
                        shortened(reason.message(), MAX_REASON)))
                .toList();
    }

    /** As much of a correlation id as is carried along. */
    static String shortenedId(String correlationId) {
        return shortened(correlationId, MAX_REASON);
    }

    private static String shortened(String text, int limit) {
        // No character is longer than three bytes, but those that take two places in the text.
        if (text.length() * 3 <= limit) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return text;
        }
        int end = limit - ELLIPSIS.length();
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + ELLIPSIS;
    }
}
