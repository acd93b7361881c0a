package io.conductorloop.ingest.app;

import io.conductorloop.ingest.files.FolderSettings;
import io.conductorloop.ingest.files.FolderSettings.Watching;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about ingest.
 *
 * @param handoff the folder that intents are handed over in; created where missing
 * @param watch how new files are noticed
 * @param debounce how long a file must stay as it is before it is taken, where nothing else tells that its writer is done
 * @param pollInterval between looks through the folder, where polling
 * @param reconcile between looks for what a watch may have missed
 * @param lease how long an instance may be silent before others take its claims over, where locks do not tell
 * @param instance the name of this instance within the folder; a random one when empty
 * @param once take what is in the folder at the start, and no more
 * @param readers how many files are read at a time
 * @param finishers how many files are finished at a time
 * @param maxIntentSize the largest intent taken
 * @param inFlightBytes memory for intents between their claim and their acknowledgement
 * @param patience how long a REST call waits for such memory before it is told to come back
 * @param journalKept how long an intent's story is kept after its last event
 * @param drain how long stopping waits for what is claimed to be published; the whole stop takes up to 4 s more
 */
@Validated
@ConfigurationProperties("conductor.ingest")
public record IngestProperties(
        @DefaultValue("handoff") Path handoff,
        @DefaultValue("auto") Watching watch,

        @DefaultValue("100ms") @DurationMin(millis = 10) @DurationMax(seconds = 5)
        Duration debounce,

        @DefaultValue("500ms") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration pollInterval,

        @DefaultValue("5s") @DurationMin(millis = 100) Duration reconcile,
        @DefaultValue("10s") @DurationMin(seconds = 2) Duration lease,

        @Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}|")
        String instance,

        @DefaultValue("false") boolean once,
        @DefaultValue("2") @Min(1) @Max(64) int readers,
        @DefaultValue("4") @Min(1) @Max(64) int finishers,
        @DefaultValue("5MB") DataSize maxIntentSize,
        @DefaultValue("8MB") DataSize inFlightBytes,
        @DefaultValue("200ms") Duration patience,
        @DefaultValue("24h") Duration journalKept,
        @DefaultValue("6s") Duration drain) {

    FolderSettings folder() {
        return new FolderSettings(watch, debounce, pollInterval, reconcile, lease, once, readers);
    }

    @Nullable
    String instanceName() {
        return instance == null || instance.isEmpty() ? null : instance;
    }
}
