package io.conductorloop.ml.files;

import io.conductorloop.ml.lifecycle.ModelRegistry;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.lifecycle.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder with one file of weights per version and a list of them, {@code versions}, that holds a SHA-256 for each. Files
 * are written under another name, forced to disk and renamed; the list last, so that a crash leaves the old list or the
 * new one. One process at a time uses the folder.
 */
public final class FileModelRegistry implements ModelRegistry {
    private static final String LIST = "versions";

    private final Path folder;
    private final int most;
    private final Map<Integer, Entry> entries = new TreeMap<>();

    private record Entry(ModelVersion version, String sha256) {}

    /**
     * Opens the folder, and makes it where it is not.
     *
     * @param most versions that are kept
     * @throws UncheckedIOException when the folder cannot be used, or its list cannot be read; the message names it
     */
    public FileModelRegistry(Path folder, int most) {
        this.folder = folder;
        this.most = most;
        try {
            Files.createDirectories(folder);
            for (String line : Files.readAllLines(folder.resolve(LIST), StandardCharsets.UTF_8)) {
                Entry entry = parse(line);
                entries.put(entry.version().number(), entry);
            }
        } catch (NoSuchFileException none) {
            // A new folder has no list.
            entries.clear();
        } catch (IOException broken) {
            throw new UncheckedIOException("models in " + folder, broken);
        }
    }

    @Override
    public synchronized List<ModelVersion> versions() {
        return entries.values().stream().map(Entry::version).toList();
    }

    @Override
    public synchronized void add(ModelVersion version, byte[] weights) {
        write(file(version.number()), weights);
        entries.put(version.number(), new Entry(version, sha256(weights)));
        List<ModelVersion> surplus = Retention.surplus(versions(), most);
        surplus.forEach(old -> entries.remove(old.number()));
        writeList();
        try {
            for (ModelVersion old : surplus) {
                Files.deleteIfExists(file(old.number()));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("models in " + folder, broken);
        }
    }

    @Override
    public synchronized void update(List<ModelVersion> changed) {
        for (ModelVersion version : changed) {
            entries.computeIfPresent(version.number(), (number, entry) -> new Entry(version, entry.sha256()));
        }
        writeList();
    }

    @Override
    public synchronized Optional<byte[]> weights(int number) {
        Entry entry = entries.get(number);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            byte[] weights = Files.readAllBytes(file(number));
            return sha256(weights).equals(entry.sha256()) ? Optional.of(weights) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Path file(int number) {
        return folder.resolve("version-" + number);
    }

    private void writeList() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries.values()) {
            ModelVersion version = entry.version();
            lines.add(String.join(
                    " ",
                    String.valueOf(version.number()),
                    version.state().name(),
                    version.trainedAt().toString(),
                    String.valueOf(version.rows()),
                    String.valueOf(version.error()),
                    String.valueOf(version.baselineError()),
                    entry.sha256()));
        }
        write(folder.resolve(LIST), String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private Entry parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        try {
            return new Entry(
                    new ModelVersion(
                            Integer.parseInt(words[0]),
                            ModelVersion.State.valueOf(words[1]),
                            Instant.parse(words[2]),
                            Long.parseLong(words[3]),
                            Double.parseDouble(words[4]),
                            Double.parseDouble(words[5])),
                    words[6]);
        } catch (RuntimeException broken) {
            throw new IOException("no version of a model: " + line, broken);
        }
    }

    private static void write(Path file, byte[] bytes) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.write(unfinished, bytes);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException("writing " + file, broken);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
