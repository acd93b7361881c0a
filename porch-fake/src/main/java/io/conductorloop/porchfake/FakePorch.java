package io.conductorloop.porchfake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that behaves as Porch does behind the Kubernetes API, on this machine, in the clear and for anybody. It keeps everything
 * in memory; {@code /readyz} answers once it is up.
 *
 * <p>Rebuilt are names, resource versions, selectors, status codes, locks and watches of v1alpha1, and as much of v1alpha2 as a
 * client meets. There is no git behind it, and Kptfiles are not read.
 */
public final class FakePorch implements AutoCloseable {
    private static final int LARGEST_BODY = 6 * 1024 * 1024;
    private static final int BIND_ATTEMPTS = 200;

    private final JsonMapper json = JsonMapper.builder().build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Watches watches = new Watches();
    private final Revisions revisions;
    private final Api api;
    private final int port;
    private final AtomicInteger underWay = new AtomicInteger();
    private FaultPlan faults = FaultPlan.NONE;
    private volatile HttpServer server;
    private volatile int life;
    private volatile boolean closed;

    /** One on a free port that takes no longer than it must. */
    public FakePorch() {
        this(0, Latencies.NONE, 1);
    }

    /**
     * Starts one.
     *
     * @param port 0 for a free one
     * @param seed of the resource versions and of what steps take
     */
    public FakePorch(int port, Latencies latencies, long seed) {
        this.revisions = new Revisions(watches, seed);
        this.api = new Api(revisions, latencies, seed);
        this.server = listen(port);
        this.port = server.getAddress().getPort();
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Registers a repository, or changes one. */
    public void register(Repository repository) {
        revisions.register(repository);
    }

    /** Has a package published in a repository kept in v1alpha1, for others to begin with: what every package has, and these files. */
    public void publish(String namespace, String repository, String packageName, Map<String, String> files) {
        revisions.publish(namespace, repository, packageName, files);
    }

    /** What goes wrong from now on. */
    public synchronized void faults(FaultPlan plan) {
        faults = plan;
    }

    /** How many requests are at the locks or on their way there; watches are none. */
    public int underWay() {
        return underWay.get();
    }

    /** The packages that a repository has revisions of. */
    public List<String> packages(String repository) {
        return revisions.packages(repository);
    }

    /**
     * Ends the server with all its connections, and starts it again on the same port after a time. What is stored stays; what had not
     * taken effect never will.
     */
    public void restart(Duration away) {
        restart(away, life);
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private synchronized void restart(Duration away, int during) {
        if (closed || life != during) {
            return;
        }
        life++;
        watches.close();
        server.stop(0);
        Thread.ofVirtual().name("restart").start(() -> {
            LockSupport.parkNanos(away.toNanos());
            startAgain();
        });
    }

    private synchronized void startAgain() {
        for (int attempt = 1; !closed; attempt++) {
            try {
                server = listen(port);
                return;
            } catch (UncheckedIOException e) {
                if (attempt == BIND_ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    private HttpServer listen(int at) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            int mine = life;
            made.setExecutor(threads);
            made.createContext("/", exchange -> handle(exchange, mine));
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + at + " cannot be listened on", e);
        }
    }

    private void handle(HttpExchange exchange, int mine) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/readyz")) {
            send(exchange, 200, "ok".getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            send(exchange, Reply.failure(413, "Request entity too large: limit is " + LARGEST_BODY));
            return;
        }
        Call call;
        try {
            JsonNode body = json.readTree(bytes);
            call = Call.of(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        } catch (JacksonException e) {
            send(exchange, Reply.failure(400, "the object provided is unrecognized"));
            return;
        }
        Fault fault;
        synchronized (this) {
            fault = faults.next(call.what());
        }
        try {
            answer(exchange, call, fault, mine);
        } catch (Turn.ServerGone e) {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, Call call, Fault fault, int mine) throws IOException {
        Turn turn = new Turn(
                fault instanceof Fault.SlowLock(Duration by) ? by : Duration.ZERO, () -> life == mine && !closed);
        if (fault.works() && call.isWatch()) {
            watch(exchange, call, turn);
            return;
        }
        Reply reply = fault.works() ? reply(exchange, call, turn) : Reply.success();
        switch (fault) {
            case Fault.None _, Fault.SlowLock _ -> send(exchange, reply);
            case Fault.Instead(int status, String message) -> send(exchange, Reply.failure(status, message));
            case Fault.Afterwards(int status, String message) -> send(exchange, Reply.failure(status, message));
            case Fault.TooMany(Duration retryAfter) -> {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
                send(exchange, Reply.failure(429, "Too many requests, please try again later"));
            }
            case Fault.DropAnswer _ -> exchange.close();
            case Fault.Hang _ -> {
                // The connection stays open until the client or the server ends it.
            }
            case Fault.Restart(Duration away, boolean _) -> restart(away, mine);
        }
    }

    private Reply reply(HttpExchange exchange, Call call, Turn turn) {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        boolean isMerge = type.startsWith("application/merge-patch+json");
        if (call.method().equals("PATCH") != isMerge) {
            return Reply.failure(415, "the body of the request was in an unknown format: " + type);
        }
        if (call.method().matches("P.*") && !call.body().isObject()) {
            return Reply.failure(400, "the object provided is unrecognized");
        }
        underWay.incrementAndGet();
        try {
            return api.answer(call, turn);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void watch(HttpExchange exchange, Call call, Turn turn) throws IOException {
        Selectors selectors = Selectors.of(call);
        if (!call.resource().equals("packagerevisions") || selectors.refusal() != null) {
            int status = selectors.refusal() == null ? 405 : 400;
            send(exchange, Reply.failure(status, "watch is not supported on " + call.resource()));
            return;
        }
        // Opened first: what happens between the list and the first event may come twice, and never not at all.
        Watches.Watcher watcher = watches.open(object -> selectors.selected().test(object)
                && Revisions.meta(object, "namespace").equals(call.namespace())
                && Revisions.isSecond(object) == call.isSecondVersion());
        exchange.getResponseHeaders().set("Content-Type", "application/json;stream=watch");
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            watches.serve(watcher, api.selected(call, selectors, turn), call, exchange.getResponseBody());
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        send(exchange, reply.status(), json.writeValueAsBytes(reply.body()));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
