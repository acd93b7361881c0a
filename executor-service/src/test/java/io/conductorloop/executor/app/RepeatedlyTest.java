package io.conductorloop.executor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done repeatedly outlives what one round throws. */
class RepeatedlyTest {
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void goesOnAfterARoundThatFails(Class<? extends Throwable> failure) {
        // Given
        AtomicInteger rounds = new AtomicInteger();
        Runnable work = () -> {
            if (rounds.incrementAndGet() == 1) {
                fail(failure);
            }
        };

        // When
        try (Repeatedly _ = new Repeatedly("test", Duration.ZERO, Duration.ofMillis(1), work)) {
            // Then
            await().untilAsserted(() -> assertThat(rounds).hasValueGreaterThan(1));
        }
    }

    private static void fail(Class<? extends Throwable> failure) {
        if (failure == StackOverflowError.class) {
            throw new StackOverflowError("of a test");
        }
        throw new IllegalStateException("of a test");
    }
}
