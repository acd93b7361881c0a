package io.conductorloop.energy.deferral;

import static io.conductorloop.energy.deferral.Held.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.TraceContext;
import io.conductorloop.messaging.tracing.Span;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedDeferralTest {
    @Test
    void theWaitIsASpanFromTakingInToRelease() {
        // Given
        List<Span> spans = new ArrayList<>();
        Tracing tracing = new Tracing(1, spans::add, InstantSource.fixed(NOON), () -> 7);
        HeldIntent waiting = Held.waiting(3, "du", NOON.plusSeconds(60));
        HeldIntent released =
                new HeldIntent(waiting.intent(), waiting.heldAt(), 300, waiting.plan(), new Fate.Released(), null);

        // When
        new TracedDeferral(DeferralMetrics.NONE, tracing)
                .settled(released, new HeldIntent.Settled(NOON.plusSeconds(60), 100, 1), Duration.ZERO);

        // Then
        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("wait");
            assertThat(span.parent()).isEqualTo(TraceContext.of(Held.id(3)).span());
            assertThat(Duration.between(span.start(), span.end())).isEqualTo(Duration.ofMinutes(1));
            assertThat(span.attributes()).containsEntry("conductor.result", "released");
        });
    }
}
