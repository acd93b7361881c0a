package io.conductorloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void nameTheLog() {
        log = folder.resolve("log/child.log");
    }

    @Test
    void keepsItsOutputAndExitCode() throws IOException {
        ChildProcess child = start(Map.of("GREETING", "hello"), "sh", "-c", "echo $GREETING; pwd >&2; exit 7");

        assertThat(child.onExit().join()).isEqualTo(7);
        assertThat(Files.readAllLines(log))
                .containsExactly("hello", folder.toRealPath().toString());
    }

    @Test
    void isKnownByTheProcessesOwnId() throws IOException {
        ChildProcess child = start(Map.of(), "sh", "-c", "echo $$");

        child.onExit().join();

        assertThat(Files.readString(log).strip()).isEqualTo(Long.toString(child.pid()));
    }

    @Test
    void isKilledWhenItDoesNotStopInTime() {
        ChildProcess child = start(Map.of(), "sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.05; done");
        await().until(() -> Files.exists(log) && Files.readString(log).contains("deaf"));

        boolean byItself = child.stop(Duration.ofMillis(100));

        assertThat(byItself).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void isAskedOnceToStop() throws IOException {
        ChildProcess child = start(
                Map.of(),
                "sh",
                "-c",
                "trap 'echo asked' TERM; echo ready; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.05; done");
        await().until(() -> Files.exists(log) && Files.readString(log).contains("ready"));

        boolean byItself = child.stop(Duration.ofSeconds(30));

        assertThat(byItself).isTrue();
        assertThat(Files.readAllLines(log)).containsExactly("ready", "asked");
    }

    @Test
    void diesWhenItsParentIsKilled() throws IOException {
        // Given a JVM that starts a child and then waits for ever
        ChildProcess parent = start(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfASleeper.class.getName(),
                folder.toString());
        Path pidFile = folder.resolve("sleeper.pid");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile));
        ProcessHandle sleeper =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
        assertThat(sleeper.isAlive()).isTrue();

        // When
        parent.kill();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> !sleeper.isAlive());
    }

    private ChildProcess start(Map<String, String> environment, String... command) {
        return ChildProcess.start(List.of(command), folder, environment, log);
    }
}
