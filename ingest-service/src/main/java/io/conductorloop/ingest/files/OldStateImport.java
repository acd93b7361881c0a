package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.FinishPlan;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.OldState;
import io.conductorloop.ingest.OldState.Processed;
import io.conductorloop.ingest.Screening.Kind;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.files.ClaimReader.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over, once, what the program before this one had processed and left in the folder, so that it is not executed again.
 * A file counts as processed only while its content is what that program saw.
 */
final class OldStateImport {
    private static final Logger LOG = LoggerFactory.getLogger(OldStateImport.class);
    private static final String NAME = ".conductor-state.json";
    private static final DateTimeFormatter BACKUP_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final HandoffFolder folder;
    private final OldState format;
    private final FileFinisher finisher;
    private final IntentIds ids;
    private final InstantSource clock;
    private final long maxSize;

    OldStateImport(
            HandoffFolder folder,
            OldState format,
            FileFinisher finisher,
            IntentIds ids,
            InstantSource clock,
            long maxSize) {
        this.folder = folder;
        this.format = format;
        this.finisher = finisher;
        this.ids = ids;
        this.clock = clock;
        this.maxSize = maxSize;
    }

    /** Does nothing where there is no state file. After a failure it can be done again. */
    void run() throws IOException {
        Path file = folder.root().resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            int skipped = 0;
            for (Processed processed : format.read(Files.readAllBytes(file))) {
                if (skip(processed)) {
                    skipped++;
                }
            }
            LOG.info("Imported {}: {} files in the folder had been processed before", file, skipped);
        } catch (NoSuchFileException e) {
            // Another instance has imported it.
            return;
        } catch (IllegalArgumentException e) {
            Path backup = file.resolveSibling(NAME + ".backup." + BACKUP_TIME.format(clock.instant()));
            Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("Cannot read {} ({}); kept as {}, and nothing in it counts", file, e.getMessage(), backup);
        }
        Files.move(file, file.resolveSibling(NAME + ".imported"), StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean skip(Processed processed) throws IOException {
        FileName name = name(processed.path());
        if (name == null || !name.isIntent()) {
            return false;
        }
        Path path = folder.file(name);
        Look look = ClaimReader.look(path);
        if (look == null || look.kind() != Kind.REGULAR || look.size() > maxSize) {
            return false;
        }
        try {
            if (!Sha256.hex(Files.readAllBytes(path)).equals(processed.sha256())) {
                return false;
            }
        } catch (IOException e) {
            // What cannot be read has its end elsewhere.
            return false;
        }
        finisher.apply(
                FinishPlan.alreadyProcessed(ids.next(), name, clock.instant(), processed.processedAt()), name, path);
        return true;
    }

    private static @Nullable FileName name(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() || name.indexOf('\0') >= 0 ? null : FileName.of(name);
    }
}
