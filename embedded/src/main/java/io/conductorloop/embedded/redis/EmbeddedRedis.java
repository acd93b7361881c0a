package io.conductorloop.embedded.redis;

import io.conductorloop.embedded.ChildProcess;
import io.conductorloop.embedded.DataFolder;
import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server as a child process on the loopback interface, with an append-only file in a folder that outlives it.
 *
 * <p>Which server: the machine's {@code redis-server} or {@code valkey-server} when one is on the PATH, else the bundled
 * one. Replies are sent after the append-only file was written, so {@link #kill} loses nothing; a power cut may lose a
 * second.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int PROBE_TIMEOUT_MILLIS = 1_000;

    private final DataFolder data;
    private final Path server;
    private final Path log;
    private final int port;
    private ChildProcess process;

    private EmbeddedRedis(DataFolder data, Path server, Path log, int port, ChildProcess process) {
        this.data = data;
        this.log = log;
        this.server = server;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a Redis and returns when it answers.
     *
     * @param data its folder, made when missing; log file {@code redis.log} in it
     * @param port where clients connect; 0 takes a free one
     * @throws io.conductorloop.embedded.StartFailedException with a sentence for the user
     */
    public static EmbeddedRedis start(Path data, int port) {
        return start(data, port, data.resolve("redis.log"));
    }

    /** As {@link #start(Path, int)}, with its output appended to {@code log}. */
    public static EmbeddedRedis start(Path data, int port, Path log) {
        return start(data, port, log, System.getenv("PATH"));
    }

    static EmbeddedRedis start(Path data, int port, Path log, @Nullable String searchPath) {
        DataFolder folder = DataFolder.at(data);
        Path absoluteLog = log.toAbsolutePath();
        Path server = RedisBinary.find(searchPath, folder.path().resolve("bin"));
        int chosen = LocalPort.choose(port, "Redis");
        return new EmbeddedRedis(folder, server, absoluteLog, chosen, launch(folder, server, absoluteLog, chosen));
    }

    /** What {@code spring.data.redis.url} must be. */
    public URI uri() {
        return URI.create("redis://" + LocalPort.HOST + ":" + port);
    }

    /** The server program in use. */
    public Path server() {
        return server;
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

    /** Lets it finish its file and go; kills it when that takes more than ten seconds. */
    public void stop() {
        stop(STOP_LIMIT);
    }

    /** Lets it finish its file and go; kills it when that takes longer than {@code grace}. Returns whether it went by itself. */
    public boolean stop(Duration grace) {
        return process.stop(grace);
    }

    /** Starts it again on the same port and data, stopping it first if it runs. */
    public void restart() {
        stop();
        process = launch(data, server, log, LocalPort.choose(port, "Redis"));
    }

    @Override
    public void close() {
        stop();
    }

    private static ChildProcess launch(DataFolder folder, Path server, Path log, int port) {
        folder.awaitFree();
        Path data = folder.path();
        List<String> command = List.of(
                server.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                LocalPort.HOST,
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "");
        ChildProcess process = ChildProcess.start(command, data, Map.of(), log);
        folder.usedBy(process);
        Readiness.await(process, "Redis", log, START_LIMIT, () -> answers(port));
        return process;
    }

    /** Whether it answers a ping; while it still loads its file it answers with an error. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MILLIS);
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
