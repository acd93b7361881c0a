package io.conductorloop.endtoend;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes the files of finished intents, as an operator has to now and then, and counts them. */
final class Rotation {
    private final Path handoff;
    private int intents;
    private int statuses;

    Rotation(Path handoff) {
        this.handoff = handoff;
    }

    void rotate() throws IOException {
        intents += removed("processed", "intent-*.json") + removed("failed", "intent-*.json");
        statuses += removed("status", "intent-*.status");
    }

    private int removed(String folder, String names) throws IOException {
        Path ended = handoff.resolve(folder);
        if (Files.notExists(ended)) {
            return 0;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ended, names)) {
            for (Path file : files) {
                Files.delete(file);
                removed++;
            }
        }
        return removed;
    }

    /** Intents that were found where finished ones belong. */
    int intents() {
        return intents;
    }

    int statuses() {
        return statuses;
    }
}
