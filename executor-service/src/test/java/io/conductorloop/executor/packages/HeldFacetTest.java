package io.conductorloop.executor.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.Planned;
import io.conductorloop.executor.packages.HeldFacet.Foreign;
import io.conductorloop.executor.packages.HeldFacet.Marked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldFacetTest {
    private static final String REVISION = RevisionName.of(List.of(Planned.id(41)));
    private static final Marked MARKED = new Marked(new FacetMark(Planned.id(41), 41, REVISION));
    private static final String FILE =
            PackageRenderer.facetFile(Planned.scaling().at(41), REVISION);

    @ParameterizedTest
    @EnumSource
    void readsBackWhatIsWritten(Type type) {
        // When
        HeldFacet held = read(PackageRenderer.facetFile(type.planned.at(41), REVISION));

        // Then
        assertThat(held).isEqualTo(MARKED);
    }

    @Test
    void readsWhatAFormatterMadeOfIt() {
        // Given
        String formatted = FILE.replace("\"", "'")
                .replace("nephoran.io/sequence: '41'", "\"nephoran.io/sequence\" :  '41' # ours")
                .replace("\n", "\r\n");

        // Then
        assertThat(read(formatted)).isEqualTo(MARKED);
    }

    @Test
    void takesTheTraceOfAPowerCutForNothing() {
        assertThat(List.of(read(""), read("\n \n"), read("\0\0\0\0"))).containsOnly(HeldFacet.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nephoran.io/intent-id", "nephoran.io/sequence", "nephoran.io/revision"})
    void knowsAFileThatLostAnAnnotationForForeign(String annotation) {
        assertThat(read(FILE.replace(annotation, "former"))).isInstanceOf(Foreign.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 3",
                "  nephoran.io/sequence: \"42\"",
                "nothing of ours",
            })
    void knowsAFileWithSomethingElseForForeign(String text) {
        // Given
        String damaged = text.contains("sequence") ? FILE + text + "\n" : text;

        // Then
        assertThat(read(damaged)).isInstanceOf(Foreign.class);
    }

    @Test
    void knowsAFileWithAnIdOfAnotherKindForForeign() {
        assertThat(read(FILE.replace(Planned.id(41).toString(), "b30c5704-0000-4000-8000-000000000000")))
                .isInstanceOf(Foreign.class);
    }

    private static HeldFacet read(String text) {
        return HeldFacet.read(text.getBytes(StandardCharsets.UTF_8));
    }

    enum Type {
        SCALING(Planned.scaling()),
        DEPLOYMENT(Planned.deployment()),
        CONFIGURATION(Planned.configuration());

        private final Planned planned;

        Type(Planned planned) {
            this.planned = planned;
        }
    }
}
