package io.conductorloop.endtoend.faults;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Nothing can be written where files and their statuses end: a file stands where the folder belongs, which stops the
 * superuser too; then, for others, permissions are taken away.
 */
record ObstructedFolders(Duration time) implements Fault {
    private static final List<String> FOLDERS = List.of("processed", "failed", "status");
    private static final boolean SUPERUSER = "root".equals(System.getProperty("user.name"));

    @Override
    public String name() {
        return "processed, failed and status unwritable for " + time.toSeconds() + " s";
    }

    @Override
    public String remark() {
        return SUPERUSER
                ? "by files in their places; permissions do not stop root"
                : "by files in their places, by permissions";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        Path aside = Files.createDirectory(trial.ground.handoff().resolve("aside"));
        for (String folder : FOLDERS) {
            obstruct(trial.ground.handoff().resolve(folder), aside.resolve(folder));
        }
        trial.last(time);
        for (String folder : FOLDERS) {
            clear(trial.ground.handoff().resolve(folder), aside.resolve(folder));
        }
        Files.delete(aside);
        if (!SUPERUSER) {
            trial.awaitProgress(1_000);
            permit(trial, "r-xr-xr-x");
            trial.last(time);
            permit(trial, "rwxr-xr-x");
        }
    }

    /** Moves the folder away and puts a file there, before a service makes the folder anew. */
    private static void obstruct(Path folder, Path aside) throws IOException {
        Files.createDirectory(aside);
        for (int part = 0; ; part++) {
            try {
                if (Files.exists(folder)) {
                    Files.move(folder, aside.resolve(Integer.toString(part)));
                }
                Files.createFile(folder);
                return;
            } catch (FileAlreadyExistsException e) {
                // A service was faster.
            }
        }
    }

    private static void clear(Path folder, Path aside) throws IOException {
        Files.delete(folder);
        try (Stream<Path> parts = Files.list(aside)) {
            for (Path part : parts.toList()) {
                Files.createDirectories(folder);
                try (Stream<Path> files = Files.list(part)) {
                    for (Path file : files.toList()) {
                        Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                Files.delete(part);
            }
        }
        Files.delete(aside);
    }

    private static void permit(Trial trial, String permissions) throws IOException {
        for (String folder : FOLDERS) {
            Path path = trial.ground.handoff().resolve(folder);
            if (Files.isDirectory(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
        }
    }
}
