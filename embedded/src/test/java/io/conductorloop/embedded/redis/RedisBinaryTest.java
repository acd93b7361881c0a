package io.conductorloop.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {
    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void prefersRedisToValkeyWhereverTheyStandOnThePath() throws IOException {
        program(first.resolve("valkey-server"));
        Path redis = program(second.resolve("redis-server"));

        assertThat(RedisBinary.onPath(first + File.pathSeparator + second)).contains(redis);
    }

    @Test
    void takesValkeyWhenThereIsNoRedis() throws IOException {
        Path valkey = program(second.resolve("valkey-server"));

        assertThat(RedisBinary.onPath(first + File.pathSeparator + second)).contains(valkey);
    }

    @Test
    void passesOverWhatCannotBeExecuted() throws IOException {
        Files.createFile(first.resolve("redis-server"));
        Files.createDirectory(second.resolve("redis-server"));

        assertThat(RedisBinary.onPath(first + File.pathSeparator + second)).isEmpty();
    }

    @Test
    void findsNothingWithoutAPath() {
        assertThat(RedisBinary.onPath(null)).isEmpty();
    }

    private static Path program(Path file) throws IOException {
        Files.createFile(file).toFile().setExecutable(true);
        return file;
    }
}
