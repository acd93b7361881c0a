package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GitTurnsTest {
    private final GitTurns turns = new GitTurns(1);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void letsChangesOfOneAddressThroughInTheirOrderAndOthersAtOnce() throws Exception {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        Thread first = start("one", "first", end);
        await().until(() -> first.getState() == Thread.State.WAITING);
        Thread second = start("one", "second", new CountDownLatch(0));
        await().until(() -> turns.waiting() == 1);
        Thread third = start("one", "third", new CountDownLatch(0));
        await().until(() -> turns.waiting() == 2);

        // When
        start("another", "elsewhere", new CountDownLatch(0)).join();
        List<String> before = List.copyOf(done);
        end.countDown();
        first.join();
        second.join();
        third.join();

        // Then
        assertThat(before).containsExactly("elsewhere");
        assertThat(done).containsExactly("elsewhere", "first", "second", "third");
    }

    private Thread start(String gitUrl, String name, CountDownLatch until) {
        return Thread.ofVirtual().start(() -> {
            try {
                turns.take(gitUrl, () -> {
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return done.add(name);
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
