package io.conductorloop.testkit.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A service as its users run it: its own JVM from the runnable jar, on a port of its own. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_TIME = Duration.ofSeconds(90);

    private final String name;
    private final Path jar;
    private final Path log;
    private final Map<String, String> properties;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private ServiceProcess(String name, Path jar, Path log, Map<String, String> properties) {
        this.name = name;
        this.jar = jar;
        this.log = log;
        this.properties = Map.copyOf(properties);
        this.port = freePort();
    }

    /**
     * Starts the service of module {@code name} with these Spring properties; returns at once.
     *
     * @param log where its output is appended
     * @throws IllegalStateException when the module's runnable jar has not been built
     */
    public static ServiceProcess start(String name, Path log, Map<String, String> properties) {
        ServiceProcess service = new ServiceProcess(name, runnableJar(name), log, properties);
        service.start();
        return service;
    }

    /** Starts the service again, on the same port. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "--server.port=" + port));
        properties.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service says that it is ready. */
    public void awaitReady() {
        Awaitility.await(name + " is ready, see " + log)
                .atMost(START_TIME)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    /** Ends the process with SIGKILL and waits until it is gone. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Asks the process to end (SIGTERM) and waits for it, killing it after half a minute. */
    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        http.close();
    }

    /** The service's base address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path runnableJar(String name) {
        Path target = Path.of("..", name, "target").toAbsolutePath().normalize();
        try (var jars = Files.newDirectoryStream(target, name + "-*-app.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new IllegalStateException("no runnable jar in " + target, e);
        }
        throw new IllegalStateException("no runnable jar in " + target + "; run ./mvnw package first");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
