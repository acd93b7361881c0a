package io.conductorloop.endtoend.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where intents come from and go to. */
record Ground(Path handoff, Path packages) {
    static Ground in(Path folder) throws IOException {
        return new Ground(
                Files.createDirectories(folder.resolve("handoff")), Files.createDirectories(folder.resolve("out")));
    }
}
