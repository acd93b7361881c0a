package io.conductorloop.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.submission.IdempotencyKeys.Binding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every memory of keys must do. */
public abstract class IdempotencyKeysContract {
    /** A memory that knows no key. */
    protected abstract IdempotencyKeys noKeys();

    @Test
    void bindsAFreeKey() {
        IdempotencyKeys keys = noKeys();

        assertThat(keys.bind(Map.of("a", binding(1)))).isEqualTo(Map.of("a", binding(1)));
        assertThat(keys.bind(Map.of("a", binding(2)))).isEqualTo(Map.of("a", binding(1)));
    }

    @Test
    void bindsOfManyThoseThatAreFree() {
        IdempotencyKeys keys = noKeys();
        keys.bind(Map.of("a", binding(1), "b", binding(2)));

        assertThat(keys.bind(Map.of("b", binding(3), "c", binding(4), "a", binding(1))))
                .isEqualTo(Map.of("a", binding(1), "b", binding(2), "c", binding(4)));
    }

    @Test
    void keepsKeysApartThatLookAlike() {
        IdempotencyKeys keys = noKeys();
        keys.bind(Map.of("a", binding(1), "a 0", binding(2)));

        assertThat(keys.bind(Map.of("a:0", binding(3), "A", binding(4))))
                .isEqualTo(Map.of("a:0", binding(3), "A", binding(4)));
    }

    @Test
    void letsOneOfManyAtOnceWin() throws Exception {
        IdempotencyKeys keys = noKeys();
        List<Callable<Map<String, Binding>>> calls = IntStream.range(0, 16)
                .<Callable<Map<String, Binding>>>mapToObj(i -> () -> keys.bind(Map.of("a", binding(i))))
                .toList();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Binding> bound = callers.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .map(answer -> answer.get("a"))
                    .distinct()
                    .toList();

            assertThat(bound).hasSize(1);
        }
    }

    protected static Binding binding(int n) {
        return new Binding(IntentId.parse("01933b7e-0000-7abc-bdef-0000000000%02x".formatted(n)), "%064x".formatted(n));
    }
}
