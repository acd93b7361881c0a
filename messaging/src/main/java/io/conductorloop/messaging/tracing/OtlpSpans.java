package io.conductorloop.messaging.tracing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings spans to an OpenTelemetry receiver over HTTP, a few hundred at a time, on a thread of its own. Spans are advice to people:
 * while the receiver is away or slow they are tried again a little, then given up and counted; nothing waits for them.
 */
public final class OtlpSpans implements Consumer<Span>, AutoCloseable {
    private static final int ROOM = 8_192;
    private static final int BATCH = 512;
    private static final int TRIES = 3;
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** The statuses that the protocol has clients try again on. */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final HttpRequest.Builder request;
    private final Map<String, String> resource;
    private final Consumer<String> failures;
    private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(ROOM);
    private final LongAdder exported = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final HttpClient http;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Takes spans from now on.
     *
     * @param endpoint as {@code http://localhost:4318/v1/traces}
     * @param headers sent with each request
     * @param resource what is known of this process
     * @param failures hears, once for each time that it begins, why nothing can be sent
     * @throws IllegalArgumentException when a header cannot be sent
     */
    public OtlpSpans(
            URI endpoint, Map<String, String> headers, Map<String, String> resource, Consumer<String> failures) {
        request = HttpRequest.newBuilder(endpoint).timeout(TIMEOUT).header("Content-Type", "application/x-protobuf");
        headers.forEach(request::header);
        this.resource = Map.copyOf(resource);
        this.failures = failures;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        thread = Thread.ofPlatform().daemon().name("spans").start(this::run);
    }

    @Override
    public void accept(Span span) {
        if (!queue.offer(span)) {
            dropped.increment();
        }
    }

    /** How many the receiver has taken. */
    public double exported() {
        return exported.sum();
    }

    /** How many were given up. */
    public double dropped() {
        return dropped.sum();
    }

    /** Sends what is there, for a moment. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (!thread.join(LAST_WORDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }

    private void run() {
        boolean wasAway = false;
        try {
            while (!stopping || !queue.isEmpty()) {
                List<Span> batch = next();
                if (!batch.isEmpty()) {
                    String failure = send(batch);
                    (failure == null ? exported : dropped).add(batch.size());
                    if (failure != null && !wasAway) {
                        failures.accept(failure);
                    }
                    wasAway = failure != null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Span> next() throws InterruptedException {
        List<Span> batch = new ArrayList<>();
        Span first = queue.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            long until = System.nanoTime() + GATHER.toNanos();
            while (batch.size() < BATCH) {
                Span more = queue.poll(stopping ? 0 : until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (more == null) {
                    break;
                }
                batch.add(more);
            }
        }
        return batch;
    }

    /** Null, or why it could not be sent. */
    private @Nullable String send(List<Span> batch) throws InterruptedException {
        HttpRequest built = request.copy()
                .POST(BodyPublishers.ofByteArray(OtlpEncoder.encode(resource, batch)))
                .build();
        String failure = null;
        for (int tries = 0; tries < TRIES && !(stopping && tries > 0); tries++) {
            if (tries > 0) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.multipliedBy(tries).toNanos());
            }
            try {
                int status = http.send(built, BodyHandlers.discarding()).statusCode();
                if (status / 100 == 2) {
                    return null;
                }
                failure = "it answers " + status;
                if (!LATER.contains(status)) {
                    return failure;
                }
            } catch (IOException e) {
                failure = e.toString();
            }
        }
        return failure;
    }
}
