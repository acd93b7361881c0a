package io.conductorloop.executor.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Facet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacetFileTest {
    @Test
    void givesEachFacetAFileOfItsOwn() {
        // Given
        Set<String> names = new HashSet<>();
        String[] parts = {"a", "a-b", "a-b-c", "b", "b-c", "c", "a--b", "n".repeat(63)};

        // When
        for (IntentType type : IntentType.values()) {
            for (String namespace : parts) {
                for (String name : parts) {
                    names.add(FacetFile.nameOf(new Facet(new Target(namespace, name), type)));
                    names.add(FacetFile.nameOf(new Facet(new Target(namespace, name + "." + "d".repeat(180)), type)));
                }
            }
        }

        // Then
        assertThat(names)
                .hasSize(2 * IntentType.values().length * parts.length * parts.length)
                .allSatisfy(name -> assertThat(name).hasSizeLessThan(200).matches("[-a-z0-9._]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "A", "a_b", "-a", "a.", "a\n", "é"})
    void takesNoOtherNames(String name) {
        assertThat(FacetFile.isNameable(new Facet(new Target("oran", name), IntentType.SCALING)))
                .isFalse();
    }
}
