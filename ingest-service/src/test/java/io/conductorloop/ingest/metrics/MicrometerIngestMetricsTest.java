package io.conductorloop.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics.Origin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MicrometerIngestMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerIngestMetrics metrics = new MicrometerIngestMetrics(registry);

    @Test
    void exportsTheNamesThatAlertsAndAutoscalersKnow() {
        // When
        metrics.finished(IntentState.EXECUTED, Duration.ofMillis(4));
        metrics.finished(IntentState.DUPLICATE, Duration.ofMillis(4));
        metrics.finished(IntentState.REJECTED, Duration.ofMillis(4));
        metrics.finished(IntentState.FAILED, Duration.ofMillis(4));
        metrics.pending(12);
        metrics.queue(() -> 3, 1024);
        metrics.inFlight(() -> 100, 1000);
        metrics.heldBack();
        metrics.refused("symlink");
        metrics.retried("kafka");

        // Then
        assertThat(registry.scrape())
                .contains("conductor_loop_files_processed_total{outcome=\"executed\"} 1.0")
                .contains("conductor_loop_files_processed_total{outcome=\"duplicate\"} 1.0")
                .contains("conductor_loop_files_failed_total{outcome=\"rejected\"} 1.0")
                .contains("conductor_loop_files_failed_total{outcome=\"failed\"} 1.0")
                .contains("conductor_loop_validation_failures_total 1.0")
                .contains("conductor_loop_processing_duration_seconds_count 4")
                .contains("conductor_loop_processing_duration_seconds_bucket{le=\"0.005\"} 4")
                .contains("conductor_loop_pending_files 12.0")
                .contains("conductor_loop_queue_depth 3.0")
                .contains("conductor_loop_queue_length 3.0")
                .contains("conductor_loop_queue_capacity 1024.0")
                .contains("conductor_loop_in_flight_bytes 100.0")
                .contains("conductor_loop_in_flight_limit_bytes 1000.0")
                .contains("conductor_loop_backpressure_events_total 1.0")
                .contains("conductor_loop_suspicious_files_total{rule=\"symlink\"} 1.0")
                .contains("conductor_loop_errors_total{dependency=\"kafka\"} 1.0")
                .contains("conductor_loop_retry_attempts_total{dependency=\"kafka\"} 1.0");
    }

    @Test
    void tellsFilesAndRestApart() {
        // When
        metrics.claimed();
        metrics.takenOver();
        metrics.watchOverflowed();
        metrics.published(Origin.FILE, 200, Duration.ofMillis(2));
        metrics.published(Origin.REST, 300, Duration.ofMillis(2));
        metrics.answered(IntentState.SUPERSEDED, Duration.ofMillis(9));

        // Then
        assertThat(registry.scrape())
                .contains("conductor_loop_files_claimed_total 1.0")
                .contains("conductor_loop_claims_taken_over_total 1.0")
                .contains("conductor_loop_watch_overflows_total 1.0")
                .contains("conductor_loop_intents_published_total{origin=\"file\"} 1.0")
                .contains("conductor_loop_intents_published_total{origin=\"rest\"} 1.0")
                .contains("conductor_loop_published_bytes_total{origin=\"rest\"} 300.0")
                .contains("conductor_loop_accept_duration_seconds_count{origin=\"file\"} 1")
                .contains("conductor_loop_rest_intents_ended_total{outcome=\"superseded\"} 1.0");
    }

    @Test
    void showsEveryOutcomeFromTheStartSoThatRatesHaveAZero() {
        assertThat(registry.scrape())
                .contains("conductor_loop_files_failed_total{outcome=\"failed\"} 0.0")
                .contains("conductor_loop_files_processed_total{outcome=\"superseded\"} 0.0")
                .contains("conductor_loop_rest_intents_ended_total{outcome=\"rejected\"} 0.0");
    }

    @Test
    void measuresTheProcess() {
        assertThat(ProcessFigures.residentBytes()).isBetween(10_000_000L, 10_000_000_000L);
        assertThat(ProcessFigures.cpuLoad()).isLessThanOrEqualTo(1.0);
    }
}
