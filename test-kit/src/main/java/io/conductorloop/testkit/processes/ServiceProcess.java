package io.conductorloop.testkit.processes;

import io.conductorloop.embedded.ChildProcess;
import java.io.File;
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
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A service as its users run it: its own JVM from what the build unpacked, with its AOT cache where the launcher has made one,
 * on a port of its own. It ends with this JVM.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_TIME = Duration.ofSeconds(90);
    private static final Duration END_TIME = Duration.ofSeconds(30);

    /** Those that the services are run with. */
    private static final Path OPTIONS =
            Path.of("..", "launcher", "service.options").toAbsolutePath().normalize();

    private final String name;
    private final Path jar;
    private final Path log;
    private final Map<String, String> properties;
    private final @Nullable Path addition;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable ChildProcess process;
    private volatile boolean meantToRun;

    private ServiceProcess(String name, Path jar, Path log, Map<String, String> properties, @Nullable Path addition) {
        this.name = name;
        this.jar = jar;
        this.log = log;
        this.properties = Map.copyOf(properties);
        this.addition = addition;
        this.port = freePort();
    }

    /**
     * Starts the service of module {@code name} with these Spring properties; returns at once.
     *
     * @param log where its output is appended
     * @throws IllegalStateException when the module's runnable jar has not been built
     */
    public static ServiceProcess start(String name, Path log, Map<String, String> properties) {
        return started(new ServiceProcess(name, runnableJar(name), log, properties, null));
    }

    /**
     * As {@link #start(String, Path, Map)}, with more classes beside the jar's own; {@code spring.main.sources} brings them
     * to effect.
     *
     * @param addition a folder of classes
     */
    public static ServiceProcess start(String name, Path log, Map<String, String> properties, Path addition) {
        return started(new ServiceProcess(name, runnableJar(name), log, properties, addition));
    }

    private static ServiceProcess started(ServiceProcess service) {
        service.start();
        return service;
    }

    /** Starts the service again, on the same port. */
    public void start() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + OPTIONS));
        // What a killed one leaves stays with what else the tests leave.
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        Path cache = jar.resolveSibling("app.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        // A cache holds for a class path that begins as its own.
        String classPath = addition == null ? jar.toString() : jar + File.pathSeparator + addition;
        command.addAll(List.of("-cp", classPath, mainClass(jar)));
        command.add("--server.port=" + port);
        properties.forEach((key, value) -> command.add("--" + key + "=" + value));
        process = ChildProcess.start(command, Path.of("").toAbsolutePath(), Map.of(), log.toAbsolutePath());
        meantToRun = true;
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
        meantToRun = false;
        if (process != null) {
            process.kill();
        }
    }

    /** Asks the process to end (SIGTERM); kills it after {@code grace}. Returns whether it went by itself. */
    public boolean stop(Duration grace) {
        meantToRun = false;
        return process == null || process.stop(grace);
    }

    /** Holds the process (SIGSTOP): it keeps all that it has and does nothing. */
    public void hold() {
        signal("-STOP");
    }

    /** Lets a held process go on (SIGCONT). */
    public void release() {
        signal("-CONT");
    }

    /** Of the present process. */
    public long pid() {
        return Objects.requireNonNull(process, "not started").pid();
    }

    /** The module whose service this is. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name + " at " + url() + ", see " + log;
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("no " + signal + " for " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the process to end (SIGTERM) and waits for it, killing it after half a minute. */
    @Override
    public void close() {
        stop(END_TIME);
        http.close();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether the process has ended although nobody ended it here. */
    public boolean hasDied() {
        return meantToRun && !isAlive();
    }

    /** The service's base address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Whether the service says that it is ready to serve. */
    public boolean isReady() {
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

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path runnableJar(String name) {
        Path target = Path.of("..", name, "target", "app").toAbsolutePath().normalize();
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
