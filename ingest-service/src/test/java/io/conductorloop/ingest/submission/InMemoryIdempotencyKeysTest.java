package io.conductorloop.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryIdempotencyKeysTest extends IdempotencyKeysContract {
    private Instant now = Instant.EPOCH;

    @Override
    protected IdempotencyKeys noKeys() {
        return new InMemoryIdempotencyKeys(() -> now, Duration.ofHours(24));
    }

    @Test
    void forgetsAfterItsTime() {
        IdempotencyKeys keys = noKeys();
        keys.bind(Map.of("a", binding(1)));

        now = now.plus(Duration.ofHours(24));

        assertThat(keys.bind(Map.of("a", binding(2)))).isEqualTo(Map.of("a", binding(2)));
    }
}
