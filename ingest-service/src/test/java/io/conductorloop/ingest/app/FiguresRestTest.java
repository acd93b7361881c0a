package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IngestMetrics.Origin;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.app.Caller.Reply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RestSurface
class FiguresRestTest {
    @Autowired
    private IngestMetrics metrics;

    @Autowired
    private RunStatistics run;

    private Caller caller;

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    @Test
    void givesTheKpisInTheFormThatIsReported() throws Exception {
        metrics.published(Origin.REST, 200, Duration.ofMillis(2));
        metrics.finished(IntentState.EXECUTED, Duration.ofMillis(8));

        Reply reply = caller.get("/api/v1/kpis");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/performance").propertyNames())
                .contains(
                        "throughput_files_per_second",
                        "latency_p50_ms",
                        "latency_p95_ms",
                        "latency_p99_ms",
                        "accept_latency_p99_ms",
                        "memory_footprint_mb",
                        "cpu_utilization_percent");
        assertThat(reply.json().at("/energy").propertyNames())
                .contains(
                        "power_consumption_watts",
                        "energy_efficiency_gbps_per_watt",
                        "carbon_emissions_kg_per_hour",
                        "pue",
                        "basis");
        assertThat(reply.json().at("/energy/power_consumption_watts").isNull()).isTrue();
        assertThat(reply.json().at("/reliability").propertyNames())
                .contains("availability_percent", "error_rate_percent", "mtbf_hours", "mttr_minutes");
        assertThat(reply.json().at("/performance/latency_p99_ms").asDouble()).isBetween(7.9, 8.1);
        assertThat(reply.json().at("/performance/memory_footprint_mb").asDouble())
                .isGreaterThan(10);
        assertThat(reply.json().at("/reliability/error_rate_percent").asDouble())
                .isZero();
        assertThat(reply.json().at("/reliability/mtbf_hours").isNull()).isTrue();
    }

    @Test
    void countsThisRun() throws Exception {
        run.found();
        run.published(200, Duration.ofMillis(3));
        run.scanned(2);

        Reply reply = caller.get("/api/v1/runs/current");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/found").asLong()).isEqualTo(1);
        assertThat(reply.json().at("/published").asLong()).isEqualTo(1);
        assertThat(reply.json().at("/inFlight").asLong()).isEqualTo(1);
        assertThat(reply.json().at("/backlogDone").asBoolean()).isFalse();
        assertThat(reply.json().at("/stillBeingWritten").asLong()).isEqualTo(2);
        assertThat(reply.json().at("/finished/EXECUTED").asLong()).isZero();
        assertThat(reply.json().at("/acceptLatencyMs/p99").asDouble()).isPositive();
    }

    @Test
    void servesTheSchema() throws Exception {
        Reply reply = caller.get("/api/v1/schemas/intent");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/schema+json");
        assertThat(reply.text("/title")).isEqualTo("Network intent");
    }

    @Test
    void describesItself() throws Exception {
        Reply reply = caller.get("/v3/api-docs");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/paths").propertyNames())
                .contains(
                        "/api/v1/intents",
                        "/api/v1/intents/{id}",
                        "/api/v1/intents/{id}/events",
                        "/api/v1/intents/stream",
                        "/api/v1/runs/current",
                        "/api/v1/kpis",
                        "/api/v1/schemas/intent",
                        "/intent",
                        "/healthz");
        reply.json()
                .at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    assertThat(operation.at("/summary").asString(""))
                            .as(method + " " + path)
                            .isNotBlank();
                    operation
                            .at("/parameters")
                            .forEach(parameter -> assertThat(
                                            parameter.at("/schema/type").asString(""))
                                    .as(method + " " + path + " " + parameter.at("/name"))
                                    .isNotBlank());
                }));
        assertThat(reply.text("/info/title")).isEqualTo("Conductor Loop: ingest");
    }
}
