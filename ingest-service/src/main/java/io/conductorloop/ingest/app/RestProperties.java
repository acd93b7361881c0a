package io.conductorloop.ingest.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the REST surface.
 *
 * @param maxIntent the largest intent
 * @param maxBulk the largest call with many intents
 * @param maxBulkItems how many intents in one call
 * @param patience how long an intent of a bulk call may wait for room
 * @param idempotencyKept how long an Idempotency-Key is remembered; shorter than the journal keeps verdicts, or a key could
 *     stand for an intent that validation no longer knows
 * @param streamHeartbeat how long an outcome stream may be silent
 * @param streamListeners how many may listen at once
 * @param streamLag how many outcomes a listener may lag behind
 */
@ConfigurationProperties("conductor.ingest.rest")
record RestProperties(
        @DefaultValue("5MB") DataSize maxIntent,
        @DefaultValue("64MB") DataSize maxBulk,
        @DefaultValue("10000") int maxBulkItems,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("24h") Duration idempotencyKept,
        @DefaultValue("15s") Duration streamHeartbeat,
        @DefaultValue("100") int streamListeners,
        @DefaultValue("1000") int streamLag) {}
