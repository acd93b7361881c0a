package io.conductorloop.energy.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of Linux' that are set for a while, and what they said when they were found. While they may say something else that is kept in a file of
 * notes, so that a process that was killed and started again puts it back too. One that went away is passed over: its processor
 * is offline, and comes back with the kernel's defaults.
 */
final class FoundFiles {
    private final Path folder;
    private final Path notes;
    private final Map<String, String> found = new LinkedHashMap<>();

    private FoundFiles(Path folder, Path notes) {
        this.folder = folder;
        this.notes = notes;
    }

    /**
     * Puts back what a killed process left. Nothing is found yet.
     *
     * @param ours the names below the folder that may be written; others in the notes are nobody's
     * @throws IOException when something is not taken back, or the notes cannot be read; they stay
     */
    static FoundFiles open(Path folder, Path notes, Pattern ours) throws IOException {
        FoundFiles files = new FoundFiles(folder, notes);
        if (Files.exists(notes)) {
            FoundFiles left = new FoundFiles(folder, notes);
            for (String line : Files.readAllLines(notes)) {
                String name = line.substring(0, Math.max(0, line.indexOf('=')));
                if (ours.matcher(name).matches()) {
                    left.found.put(name, line.substring(name.length() + 1));
                }
            }
            Optional<String> why = left.restore();
            if (why.isPresent()) {
                throw new IOException("as a killed process found it, " + why.get());
            }
        }
        return files;
    }

    /** What a file says, to be put back; null where there is none. */
    @Nullable
    String find(String name) {
        String text = text(name);
        if (text != null) {
            found.put(name, text);
        }
        return text;
    }

    /** Names and what they said, in the order they were found. */
    Map<String, String> found() {
        return Collections.unmodifiableMap(found);
    }

    /**
     * Writes to all of them, or to none.
     *
     * @return why to none, and what could not be put back; empty when all took it
     */
    Optional<String> write(Map<String, String> wishes) {
        Map<String, String> before = new LinkedHashMap<>();
        try {
            note();
            for (Map.Entry<String, String> wish : wishes.entrySet()) {
                String present = text(wish.getKey());
                if (present != null && !present.equals(wish.getValue())) {
                    before.put(wish.getKey(), present);
                    Files.writeString(folder.resolve(wish.getKey()), wish.getValue());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            List<String> left = put(before);
            if (isAsFound()) {
                restore().ifPresent(left::add);
            }
            return Optional.of("not taken, " + (left.isEmpty() ? "all put back: " : "nor put back " + left + ": ") + e);
        }
    }

    /**
     * Puts back what was found, where anything may have been written since.
     *
     * @return what was not put back, and why; empty when all is as it was
     */
    Optional<String> restore() {
        if (!Files.exists(notes)) {
            return Optional.empty();
        }
        List<String> left = put(found);
        if (left.isEmpty()) {
            try {
                Files.delete(notes);
            } catch (IOException e) {
                left.add(e.toString());
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of("not put back: " + left);
    }

    private boolean isAsFound() {
        return found.entrySet().stream().allMatch(entry -> {
            String present = text(entry.getKey());
            return present == null || present.equals(entry.getValue());
        });
    }

    private void note() throws IOException {
        if (Files.exists(notes)) {
            return;
        }
        Path parent = notes.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                notes,
                found.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    /** Each as far as it goes: one that is refused keeps no other from getting its value back. */
    private List<String> put(Map<String, String> values) {
        List<String> refused = new ArrayList<>();
        values.forEach((name, value) -> {
            String present = text(name);
            if (present != null && !present.equals(value)) {
                try {
                    Files.writeString(folder.resolve(name), value);
                } catch (IOException e) {
                    refused.add(name + " (" + e.getMessage() + ")");
                }
            }
        });
        return refused;
    }

    /** Null where there is no such file, or it cannot be read. */
    @Nullable
    String text(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException absent) {
            return null;
        }
    }
}
