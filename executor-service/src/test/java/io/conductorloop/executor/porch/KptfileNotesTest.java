package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.packages.PackageRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KptfileNotesTest {
    @Test
    void notesIntentsAmongTheAnnotations() {
        // Given
        String kptfile = PackageRenderer.packageFiles("oran").get("Kptfile");

        // When
        String noted = KptfileNotes.with(kptfile, "id-1,id-2");

        // Then
        assertThat(noted)
                .contains("  annotations:\n    nephoran.io/intent-ids: \"id-1,id-2\"\n    config.kubernetes.io");
        assertThat(KptfileNotes.without(noted)).isEqualTo(kptfile);
        assertThat(KptfileNotes.with(noted, "id-3")).isEqualTo(KptfileNotes.with(kptfile, "id-3"));
    }

    @Test
    void makesAnnotationsWhereThereAreNone() {
        assertThat(KptfileNotes.with("apiVersion: kpt.dev/v1\nmetadata:\n    name: x\ninfo:\n  a: b\n", "id"))
                .isEqualTo("apiVersion: kpt.dev/v1\nmetadata:\n    annotations:\n      nephoran.io/intent-ids: \"id\"\n"
                        + "    name: x\ninfo:\n  a: b\n");
    }

    @Test
    void findsItsLineAgainHoweverItWasFormatted() {
        assertThat(KptfileNotes.with(
                        "metadata:\n  name: x\n  annotations:\n    a: b\n    nephoran.io/intent-ids: id-1,id-2\nkind: Kptfile\n",
                        "id-3"))
                .isEqualTo(
                        "metadata:\n  name: x\n  annotations:\n    nephoran.io/intent-ids: \"id-3\"\n    a: b\nkind: Kptfile\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kind: Kptfile\n",
                "metadata: {name: x}\n",
                "metadata:\n  name: x\n  annotations: {a: b}\n",
                "metadata:\n"
            })
    void leavesAloneWhatItDoesNotUnderstand(String kptfile) {
        assertThat(KptfileNotes.with(kptfile, "id")).isEqualTo(kptfile);
    }
}
