package io.conductorloop.evaluation.energy.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads figures out of the public data's text files. */
final class Columns {
    private Columns() {}

    /** One figure a line. */
    static double[] lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        double[] figures = new double[lines.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = figure(file, i + 1, lines.get(i));
        }
        if (figures.length == 0) {
            throw new IOException(file + ": expected one figure a line, found none");
        }
        return figures;
    }

    static double figure(Path file, int line, String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + ":" + line + ": expected a figure, found \"" + text + "\"", e);
        }
    }

    /** The folder's files with this ending, by name; at least one. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new NoSuchFileException(folder + "/*" + ending);
            }
            return found;
        }
    }

    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
