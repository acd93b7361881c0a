package io.conductorloop.evaluation.energy.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NumpyGeneratorTest {
    @Test
    void drawsTheNormalNumbersThatNumpyDraws() {
        // Given
        NumpyGenerator chance = new NumpyGenerator(0);
        double[] drawn = new double[100_000];

        // When
        Arrays.setAll(drawn, i -> chance.nextGaussian());

        // Then
        assertThat(drawn[0]).isCloseTo(0.12573022, within(1e-8));
        assertThat(drawn[1]).isCloseTo(-0.13210486, within(1e-8));
        assertThat(drawn[99_999]).isCloseTo(-0.49541294309578066, within(1e-12));
        assertThat(Arrays.stream(drawn).sum()).isCloseTo(-90.82507731206121, within(1e-8));
        assertThat(Arrays.stream(drawn).map(Math::abs).max()).hasValueCloseTo(4.731957688635529, within(1e-12));
    }

    @Test
    void drawsTheCountsAndIntegersThatNumpyDraws() {
        // Given
        NumpyGenerator chance = new NumpyGenerator(7);

        // When
        int[] counts = chance.equalMultinomial(3387, 262);
        int[] small = new int[5];
        Arrays.setAll(small, i -> chance.nextInt(16));
        int[] larger = new int[4];
        Arrays.setAll(larger, i -> chance.nextInt(172));

        // Then
        assertThat(counts).startsWith(14, 18, 16, 10, 11, 17, 5, 16).endsWith(13, 11, 19);
        assertThat(small).containsExactly(3, 12, 14, 2, 8);
        assertThat(larger).containsExactly(22, 145, 22, 110);
        assertThat(chance.nextDouble()).isCloseTo(0.906392365400257, within(1e-14));
    }

    @Test
    void jobsAreDueOnTheNextMondayOrThursdayAtNine() {
        assertThat(BatchJobs.due(LocalDateTime.parse("2020-01-01T13:30:00"))).isEqualTo("2020-01-02T09:00:00");
        assertThat(BatchJobs.due(LocalDateTime.parse("2020-01-02T09:00:00"))).isEqualTo("2020-01-02T09:00:00");
        assertThat(BatchJobs.due(LocalDateTime.parse("2020-01-02T09:30:00"))).isEqualTo("2020-01-06T09:00:00");
        assertThat(BatchJobs.due(LocalDateTime.parse("2020-01-06T10:00:00"))).isEqualTo("2020-01-09T09:00:00");
    }
}
