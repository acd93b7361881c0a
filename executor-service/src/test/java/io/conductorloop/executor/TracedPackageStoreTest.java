package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.messaging.tracing.Span;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TracedPackageStoreTest {
    private final List<Span> spans = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private final PackageStore inside = new InMemoryPackageStore(PackageStore.Grouping.PACKAGE);
    private final PackageStore watched = new PackageStore() {
        @Override
        public Grouping grouping() {
            return inside.grouping();
        }

        @Override
        public Map<IntentId, Effect> apply(List<PackageChange> changes) {
            contexts.add(Tracing.TRACEPARENT.isBound() ? Tracing.TRACEPARENT.get() : "none");
            return inside.apply(changes);
        }
    };

    private final PlannedIntent planned =
            Planned.scaling().of("oran-odu", "odu-high-phy").to(5).at(41);
    private final List<PackageChange> changes = List.of(new PackageChange("oran-odu", List.of(planned)));

    @Test
    void whatTheStoreCallsFindsTheSpanOfTheWriting() {
        // Given
        PackageStore store = traced(1);

        // When
        Map<IntentId, Effect> effects = store.apply(changes);

        // Then
        assertThat(effects.get(planned.id())).isInstanceOf(Effect.InRevision.class);
        assertThat(spans).extracting(Span::name).containsExactly("write", "write batch");
        assertThat(spans.getFirst().attributes()).containsEntry("conductor.result", "in-revision");
        assertThat(contexts).containsExactly(spans.getFirst().context().traceparent());
    }

    @Test
    void aCallWithoutASampledIntentIsLeftAlone() {
        // When
        traced(0.000_000_001).apply(changes);

        // Then
        assertThat(spans).isEmpty();
        assertThat(contexts).containsExactly("none");
    }

    private PackageStore traced(double share) {
        return new TracedPackageStore(watched, new Tracing(share, spans::add, InstantSource.system(), new Random(42)));
    }
}
