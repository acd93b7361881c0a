package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.PackageRenderer;
import io.conductorloop.executor.packages.RevisionName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContentMergeTest {
    @Test
    void letsTheNewestIntentOfAFacetWin() {
        assertThat(merge(Map.of(), Map.of("a", file(5), "b", file(8)), Map.of("a", file(7), "b", file(6)), true))
                .isEqualTo(Map.of("a", file(7), "b", file(8)));
    }

    @Test
    void takesOverWhatOnlyTheOtherBrought() {
        assertThat(merge(Map.of("x", "old"), Map.of("x", "old"), Map.of("x", "new", "y", "more"), false))
                .isEqualTo(Map.of("x", "new", "y", "more"));
    }

    @Test
    void keepsWhatTheRevisionItselfChanged() {
        assertThat(merge(Map.of("x", "old"), Map.of("x", "ours"), Map.of("x", "theirs"), false))
                .isEqualTo(Map.of("x", "ours"));
    }

    @Test
    void removesWhatAPersonRemovedAndNothingThatAnExecutorHasNotSeen() {
        assertThat(merge(Map.of("x", "old"), Map.of("x", "old"), Map.of(), false))
                .isEmpty();
        assertThat(merge(Map.of("x", "old"), Map.of("x", "old"), Map.of(), true))
                .isEqualTo(Map.of("x", "old"));
    }

    @Test
    void doesNotTakeTheNotesInAKptfileForAChange() {
        // Given
        String kptfile = PackageRenderer.packageFiles("oran").get("Kptfile");
        Map<String, String> latest = Map.of("Kptfile", KptfileNotes.with(kptfile, "id-2"));

        // Then
        assertThat(merge(
                        Map.of("Kptfile", kptfile),
                        latest,
                        Map.of("Kptfile", KptfileNotes.with(kptfile, "id-1")),
                        true))
                .isEqualTo(latest);
    }

    private static SortedMap<String, String> merge(
            Map<String, String> origin, Map<String, String> latest, Map<String, String> between, boolean byUs) {
        return new ContentMerge(new TreeMap<>(origin), new TreeMap<>(latest))
                .add(new TreeMap<>(between), byUs)
                .result();
    }

    private static String file(long sequence) {
        PlannedIntent intent = Planned.scaling().at(sequence);
        return PackageRenderer.facetFile(intent, RevisionName.of(List.of(intent.id())));
    }
}
