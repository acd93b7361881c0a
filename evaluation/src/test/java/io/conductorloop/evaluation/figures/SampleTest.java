package io.conductorloop.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void theIntervalIsStudents() {
        Sample sample = new Sample(new double[] {1, 2, 3, 4, 5});

        // Deviation 1.5811, t of 4 degrees of freedom 2.776, over the root of 5.
        assertThat(sample.mean()).isEqualTo(3);
        assertThat(sample.interval()).isCloseTo(2.776 * 1.5811 / Math.sqrt(5), within(1e-3));
    }

    @Test
    void aBarTellsHowFarTheGoalIs() {
        assertThat(Bar.atLeast(52, 65).held(60)).isTrue();
        assertThat(Bar.atLeast(52, 65).text(60)).isEqualTo("≥52.0; goal ≥65.0 off by 5.00");
        assertThat(Bar.atMost(15, 10).held(16)).isFalse();
        assertThat(Bar.atMost(15, 10).text(9)).isEqualTo("≤15.0; goal ≤10.0 met");
    }
}
