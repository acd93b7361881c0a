package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.InMemoryPackageStore.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryPackageStoreTest {
    private final InMemoryPackageStore store = new InMemoryPackageStore(PackageStore.Grouping.PACKAGE);
    private final PlannedIntent three = Deliveries.scaling("odu").planned(3);
    private final PlannedIntent five = Deliveries.scaling("odu").planned(5);
    private final PlannedIntent settings = Deliveries.configuration("odu").planned(4);

    @Test
    void writesTheIntentsOfAChangeIntoOneRevision() {
        var effects = store.apply(List.of(new PackageChange("odu", List.of(three, settings))));

        assertThat(effects.values()).containsOnly(new Effect.InRevision("odu", "v1"));
        assertThat(store.revisions("odu")).containsExactly(new Revision("v1", List.of(three, settings)));
    }

    @Test
    void recognisesTheIntentItHolds() {
        // Given
        store.apply(List.of(new PackageChange("odu", List.of(three))));
        store.apply(List.of(new PackageChange("odu", List.of(settings))));

        // When
        var effects = store.apply(List.of(new PackageChange("odu", List.of(three))));

        // Then
        assertThat(effects).containsEntry(three.id(), new Effect.InRevision("odu", "v1"));
        assertThat(store.revisions("odu")).hasSize(2);
    }

    @Test
    void letsNoOlderIntentReplaceANewerOneOfItsFacet() {
        // Given
        store.apply(List.of(new PackageChange("odu", List.of(five))));

        // When
        var effects = store.apply(List.of(new PackageChange("odu", List.of(three, settings))));

        // Then
        assertThat(effects)
                .containsEntry(three.id(), new Effect.Outrun(five.id()))
                .containsEntry(settings.id(), new Effect.InRevision("odu", "v2"));
        assertThat(store.content("odu")).containsValues(five, settings).hasSize(2);
    }
}
