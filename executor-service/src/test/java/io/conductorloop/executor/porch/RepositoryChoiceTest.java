package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepositoryChoiceTest {
    private static final List<String> PACKAGES =
            IntStream.range(0, 4000).mapToObj(i -> "ran-" + i + "--odu").toList();

    @Test
    void spreadsPackagesEvenly() {
        // Given
        RepositoryChoice choice = new RepositoryChoice(List.of("edge-01", "edge-02", "edge-03", "edge-04"));

        // When
        var counts = PACKAGES.stream()
                .map(choice::of)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // Then
        assertThat(counts.values()).hasSize(4).allMatch(count -> count > 880 && count < 1120);
    }

    @Test
    void movesOnlyWhatGoesToANewRepository() {
        // Given
        RepositoryChoice before = new RepositoryChoice(List.of("edge-01", "edge-02"));
        RepositoryChoice after = new RepositoryChoice(List.of("edge-03", "edge-02", "edge-01"));

        // Then
        assertThat(PACKAGES)
                .filteredOn(name -> !after.of(name).equals(before.of(name)))
                .allMatch(name -> after.of(name).equals("edge-03"))
                .hasSizeBetween(1150, 1520);
    }
}
