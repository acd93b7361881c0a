package io.conductorloop.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.BreakerState;
import io.conductorloop.executor.porch.FaultyRevisions;
import io.conductorloop.executor.porch.FaultyRevisions.Fault;
import io.conductorloop.executor.porch.InMemoryPorch;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.PorchMetrics;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardedRevisionsTest {
    private final FaultyRevisions porch = new FaultyRevisions(new InMemoryPorch("edge-01", "edge-02"));
    private final GuardedRevisions guarded = new GuardedRevisions(porch, 3, Duration.ofMillis(50), PorchMetrics.NONE);

    @Test
    void leavesARepositoryInTroubleAloneAndNoOther() {
        // Given
        porch.fail(PorchCall.LIST, Fault.LOST_REQUEST, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(guarded.list("edge-01", "p")).isInstanceOf(Answer.Unknown.class);
        }

        // When
        Answer<RevisionListing> answer = guarded.list("edge-01", "p");
        Answer<RevisionListing> other = guarded.list("edge-02", "p");

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Away.class,
                        away -> assertThat(away.reason().rule()).isEqualTo("circuit-open"));
        assertThat(other).isInstanceOf(Answer.Done.class);
        assertThat(guarded.states()).isEqualTo(Map.of("edge-01", BreakerState.OPEN, "edge-02", BreakerState.CLOSED));
        assertThat(porch.made()).hasSize(4);
    }

    @Test
    void triesItAgainAfterARest() {
        // Given
        porch.fail(PorchCall.LIST, Fault.LOST_REQUEST, 3);
        for (int i = 0; i < 3; i++) {
            guarded.list("edge-01", "p");
        }

        // When
        await().until(() -> guarded.list("edge-01", "p") instanceof Answer.Done);
        guarded.list("edge-01", "p");

        // Then
        assertThat(guarded.state("edge-01")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void countsNothingAgainstTheServerThatIsAboutThePackage() {
        // Given
        RevisionDraft draft = new RevisionDraft("nowhere", "p", "w", null, null, "", Map.of());

        // When
        for (int i = 0; i < 20; i++) {
            assertThat(guarded.create(draft)).isInstanceOf(Answer.Refused.class);
        }

        // Then
        assertThat(guarded.state("nowhere")).isEqualTo(BreakerState.CLOSED);
    }
}
