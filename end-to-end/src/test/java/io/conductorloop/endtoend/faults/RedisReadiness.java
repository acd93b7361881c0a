package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.network.Condition;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A Redis that does not serve turns the readiness of every service off; one that does again turns it back on. */
final class RedisReadiness implements AutoCloseable {
    private static final Duration SLOWER_THAN_COMMANDS_WAIT = Duration.ofSeconds(3);
    private static final Duration PROBE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int READY = 200;
    private static final int NOT_READY = 503;

    private final Bench bench;
    private final HttpClient http = HttpClient.newHttpClient();

    RedisReadiness(Bench bench) {
        this.bench = bench;
    }

    /** While Redis answers later than its clients wait. */
    void followsASlowRedis() {
        follows(
                "slow",
                () -> bench.toRedis.become(new Condition.Delayed(SLOWER_THAN_COMMANDS_WAIT)),
                bench.toRedis::restore);
    }

    /** While there is none. */
    void followsADeadRedis() {
        follows("dead", bench.redis::stop, bench.redis::restart);
    }

    /** While connections lead nowhere; no work finds that out here, as there is none. */
    void followsHalfOpenConnections() {
        follows("half-open", () -> bench.toRedis.become(new Condition.HalfOpen()), bench.toRedis::restore);
    }

    private void follows(String what, Runnable begin, Runnable end) {
        await("readiness off with a " + what + " Redis", NOT_READY, begin);
        await("readiness on again after a " + what + " Redis", READY, end);
    }

    private void await(String what, int status, Runnable change) {
        long start = System.nanoTime();
        change.run();
        List<ServiceProcess> services = bench.services();
        for (ServiceProcess service : services) {
            Awaitility.await(what + " of " + service)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> probe(service) == status);
        }
        System.out.printf(
                "%s: all services within %s%n", what, Recovery.seconds(Duration.ofNanos(System.nanoTime() - start)));
    }

    private int probe(ServiceProcess service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url().resolve("/actuator/health/readiness"))
                .timeout(PROBE)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        http.close();
    }
}
