package io.conductorloop.embedded.kafka;

import io.conductorloop.embedded.ChildProcess;
import io.conductorloop.embedded.DataFolder;
import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.Readiness;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Kafka broker of one node in a child JVM, on the loopback interface, with its data in a folder that outlives it.
 *
 * <p>One folder serves one broker at a time. What clients were acknowledged survives {@link #kill}, not a power cut: the
 * broker leaves flushing to the operating system, as Kafka does by default.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final DataFolder data;
    private final Path log;
    private final int port;
    private final int advertisedPort;
    private final List<String> options;
    private ChildProcess process;

    private EmbeddedBroker(
            DataFolder data, Path log, int port, int advertisedPort, List<String> options, ChildProcess process) {
        this.data = data;
        this.log = log;
        this.port = port;
        this.advertisedPort = advertisedPort;
        this.options = List.copyOf(options);
        this.process = process;
    }

    /**
     * Starts a broker and returns when it serves clients, which takes two to four seconds.
     *
     * @param data its folder, made when missing; log file {@code broker.log} in it
     * @param port where clients connect; 0 takes a free one
     * @throws io.conductorloop.embedded.StartFailedException with a sentence for the user
     */
    public static EmbeddedBroker start(Path data, int port) {
        return start(data, port, data.resolve("broker.log"));
    }

    /** As {@link #start(Path, int)}, with its output appended to {@code log}. */
    public static EmbeddedBroker start(Path data, int port, Path log) {
        int chosen = LocalPort.choose(port, "Kafka");
        return start(data, chosen, log, chosen);
    }

    /**
     * As {@link #start(Path, int, Path)}, behind a proxy.
     *
     * @param port where the broker listens; not 0, as the proxy must know it
     * @param advertisedPort where the proxy listens: clients are told to connect there
     */
    public static EmbeddedBroker start(Path data, int port, Path log, int advertisedPort) {
        return start(data, port, log, advertisedPort, List.of());
    }

    /** As {@link #start(Path, int, Path)}, on the port given, with further options of its JVM. */
    public static EmbeddedBroker start(Path data, int port, Path log, List<String> options) {
        return start(data, port, log, port, options);
    }

    private static EmbeddedBroker start(Path data, int port, Path log, int advertisedPort, List<String> options) {
        DataFolder folder = DataFolder.at(data);
        Path absoluteLog = log.toAbsolutePath();
        ChildProcess process = launch(folder, absoluteLog, LocalPort.choose(port, "Kafka"), advertisedPort, options);
        return new EmbeddedBroker(folder, absoluteLog, port, advertisedPort, options, process);
    }

    /** What {@code bootstrap.servers} must be. */
    public String bootstrapServers() {
        return LocalPort.HOST + ":" + advertisedPort;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the present process has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Ends it with SIGKILL, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Lets it close its logs and go; kills it when that takes more than ten seconds. */
    public void stop() {
        stop(STOP_LIMIT);
    }

    /** Lets it close its logs and go; kills it when that takes longer than {@code grace}. Returns whether it went by itself. */
    public boolean stop(Duration grace) {
        return process.stop(grace);
    }

    /** Starts it again on the same port and data, stopping it first if it runs. */
    public void restart() {
        stop();
        process = launch(data, log, LocalPort.choose(port, "Kafka"), advertisedPort, options);
    }

    @Override
    public void close() {
        stop();
    }

    private static ChildProcess launch(
            DataFolder folder, Path log, int port, int advertisedPort, List<String> options) {
        folder.awaitFree();
        Path data = folder.path();
        Path ready = data.resolve("broker.ready");
        try {
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(jvm(options));
        command.addAll(List.of(
                data.toString(),
                Integer.toString(port),
                Integer.toString(LocalPort.free()),
                ready.toString(),
                Integer.toString(advertisedPort)));
        ChildProcess process = ChildProcess.start(command, data, Map.of(), log);
        folder.usedBy(process);
        String expected = Long.toString(process.pid());
        Readiness.await(process, "The Kafka broker", log, START_LIMIT, () -> saysReady(ready, expected));
        return process;
    }

    /** The command of the broker's JVM, up to its main class. */
    public static List<String> jvm(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-Xss512k",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xlog:aot*=error",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=io/conductorloop/embedded/kafka/broker-logback.xml"));
        command.addAll(options);
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), BrokerProcess.class.getName()));
        return command;
    }

    /** The class path in a form that holds in another working directory. */
    static String absolute(String classPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(classPath)
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean saysReady(Path file, String expected) {
        try {
            return Files.exists(file) && Files.readString(file).equals(expected);
        } catch (IOException e) {
            return false;
        }
    }
}
