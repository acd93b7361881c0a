package io.conductorloop.energy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedlyTest {
    @Test
    void goesOnWhateverIsThrown() {
        AtomicInteger rounds = new AtomicInteger();

        try (Repeatedly repeatedly = Repeatedly.start("test", Duration.ofMillis(1), () -> {
            if (rounds.incrementAndGet() % 2 == 0) {
                throw new StackOverflowError("a round that cannot be");
            }
            throw new IllegalStateException("nor this one");
        })) {
            assertThat(repeatedly).isNotNull();
            await().until(() -> rounds.get() > 5);
        }
    }
}
