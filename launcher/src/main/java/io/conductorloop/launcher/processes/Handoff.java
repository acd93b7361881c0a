package io.conductorloop.launcher.processes;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The handoff folder, before the ingest service takes it over. */
public record Handoff(Path folder) {
    private static final String CLAIMS = ".claims";

    /** Makes the folder when it is missing. */
    public void prepare() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILURE, "Cannot use the handoff folder " + folder + ": " + reason(e));
        }
    }

    /** Copies the intents of another folder here, each appearing whole. Returns how many. */
    public int copyFrom(Path source) {
        List<Path> intents = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(source, Handoff::isIntent)) {
            entries.forEach(intents::add);
            for (Path intent :
                    intents.stream().filter(Files::isRegularFile).sorted().toList()) {
                Path partial = folder.resolve("." + intent.getFileName() + ".partial");
                Files.copy(intent, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, folder.resolve(intent.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILURE, "Cannot copy the intents of " + source + " to " + folder + ": " + reason(e));
        }
        return intents.size();
    }

    /** Whether anything waits: files to take, or claims of an earlier run that are not finished. */
    public boolean hasWork() {
        try {
            return anyIn(folder, Handoff::isIntent) || anyClaim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean anyClaim() throws IOException {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder.resolve(CLAIMS))) {
            for (Path home : homes) {
                // A claim is called by its intent's id, a tilde, and the file's name.
                if (anyIn(home, entry -> name(entry).matches("(?s)[0-9a-f-]{36}~.*"))) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean anyIn(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, filter)) {
            return entries.iterator().hasNext();
        } catch (NotDirectoryException e) {
            return false;
        }
    }

    private static boolean isIntent(Path entry) {
        return name(entry).startsWith("intent-") && name(entry).endsWith(".json");
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no " + e.getMessage() : String.valueOf(e.getMessage());
    }
}
