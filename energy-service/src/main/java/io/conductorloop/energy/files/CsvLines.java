package io.conductorloop.energy.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The lines of a file that somebody may be writing to, one by one, as it may be longer than all memory: of a line no more than its
 * beginning, and a last one without its end not at all.
 */
final class CsvLines {
    private static final int LONGEST_LINE = 1_000;

    private CsvLines() {}

    /** Takes something that may fail. */
    @FunctionalInterface
    interface Reader {
        void read(String line) throws IOException;
    }

    /** Reads the first line by one and all others by another reader. */
    static void read(Path file, Consumer<String> header, Reader row) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean isHeader = true;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next != '\n') {
                    if (line.length() < LONGEST_LINE) {
                        line.append((char) next);
                    }
                    continue;
                }
                if (isHeader) {
                    header.accept(line.toString().strip());
                } else {
                    row.read(line.toString().strip());
                }
                isHeader = false;
                line.setLength(0);
            }
        }
    }
}
