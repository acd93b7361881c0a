package io.conductorloop.embedded.redis;

import io.conductorloop.embedded.StartFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;
import redis.embedded.exceptions.OsDetectionException;

/** The server program to run. */
final class RedisBinary {
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    private RedisBinary() {}

    /** The first of the known names on {@code searchPath}, else the bundled one, unpacked once into {@code folder}. */
    static Path find(@Nullable String searchPath, Path folder) {
        return onPath(searchPath).orElseGet(() -> bundled(folder));
    }

    static Optional<Path> onPath(@Nullable String searchPath) {
        if (searchPath == null) {
            return Optional.empty();
        }
        List<Path> folders = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        Stream<Path> candidates =
                NAMES.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name)));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Path bundled(Path folder) {
        Path target = folder.resolve("redis-server-" + RedisExecProvider.redisVersion);
        if (Files.isExecutable(target)) {
            return target;
        }
        try {
            Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
            Files.createDirectories(folder);
            // Whole or not at all: a half-copied program must not be found by the next start.
            Path partial = Files.createTempFile(folder, "redis-server-", ".partial");
            Files.copy(unpacked, partial, StandardCopyOption.REPLACE_EXISTING);
            if (!partial.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + partial + " executable");
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException | OsDetectionException | IllegalArgumentException e) {
            throw new StartFailedException(
                    "Found no Redis: none on the PATH, and the bundled one is not for this machine (" + e.getMessage()
                            + "); install redis-server or valkey-server, or give the URL of a running Redis",
                    e);
        }
    }
}
