package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a file of the folder is brought to its end: first its status is written, then its error log, and last it is moved, so
 * that a claim still there means that not all was done. Everything derives from the outcome, so that a second attempt writes
 * the same again.
 *
 * @param place the folder it is moved to
 * @param file the name under which it was handed over
 * @param error what the error log says, for a file that failed
 */
public record FinishPlan(Place place, FileName file, StatusReport status, Optional<String> error) {
    private static final DateTimeFormatter STATUS_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLASH_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /** Where files end. */
    public enum Place {
        PROCESSED,
        FAILED
    }

    /** The plan for a file that was handed over as {@code file}. */
    public static FinishPlan of(IntentFinished end, FileName file, @Nullable String correlationId) {
        Place place = place(end.outcome());
        return new FinishPlan(
                place,
                file,
                StatusReport.of(end, file, correlationId),
                place == Place.FAILED ? Optional.of(sanitised(end.outcome().message())) : Optional.empty());
    }

    /** Names for the file in its place, in order of preference: the first that is free. The last one is, as it has the id. */
    public Stream<FileName> names() {
        return Stream.concat(
                Stream.of(file),
                Stream.of("", "_" + status.intent())
                        .map(id -> file.withInfix("_" + CLASH_TIME.format(status.at()) + id)));
    }

    /** Names for the status file, likewise: the first that is free or has this intent's status already. */
    public Stream<FileName> statusNames() {
        return Stream.of("", "-" + status.intent())
                .map(id -> file.followedBy("-" + STATUS_TIME.format(status.at()) + id + ".status"));
    }

    /**
     * The plan for a file that the program before this one had processed and left in the folder.
     *
     * @param id for the status alone: nothing is published
     * @param processedAt in that program's words
     */
    public static FinishPlan alreadyProcessed(IntentId id, FileName file, Instant at, String processedAt) {
        String message = "Not executed again: processed before this program served the folder"
                + (processedAt.isEmpty() ? "" : ", at " + processedAt);
        return new FinishPlan(
                Place.PROCESSED, file, StatusReport.alreadyProcessed(id, file, at, message), Optional.empty());
    }

    /** The name of the error log of a file, which is kept for all files that fail under that name. */
    public static FileName errorLog(FileName file) {
        return file.followedBy(".error.log");
    }

    /**
     * One entry of an error log.
     *
     * @param path where the file was handed over, absolute
     */
    public String errorLogEntry(String path) {
        return "File: " + sanitised(path) + "\nFailed at: " + status.at().truncatedTo(ChronoUnit.SECONDS) + "\nError: "
                + error.orElse("") + "\n\n";
    }

    private static Place place(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Executed _, Outcome.Duplicate _, Outcome.Superseded _ -> Place.PROCESSED;
            case Outcome.Rejected _, Outcome.Failed _ -> Place.FAILED;
        };
    }

    // A line of the log stays a line, whatever the intent's author wrote.
    private static String sanitised(String text) {
        return text.replaceAll("\\p{Cntrl}", "[?]");
    }
}
