package io.conductorloop.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TailProbabilityTest {
    @Test
    void withinTheSampleItIsTheShareAbove() {
        TailProbability past = new TailProbability(1000, 0.05);
        for (int i = 1; i <= 999; i++) {
            past.add(i);
        }

        assertThat(past.of(500)).isCloseTo(0.5, within(0.002));
        assertThat(past.of(900)).isCloseTo(0.1, within(0.002));
    }

    @Test
    void beyondTheSampleItFollowsThePowerLawItSaw() {
        // Given: P(X > x) = x^-2
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        TailProbability past = new TailProbability(8000, 0.05);
        for (int i = 0; i < 8000; i++) {
            past.add(Math.pow(1 - random.nextDouble(), -0.5));
        }

        // When
        double far = past.of(1000);

        // Then
        assertThat(Math.log10(far)).as("seed %d", seed).isCloseTo(-6, within(0.6));
    }

    @Test
    void fallsWithTheFigure() {
        // Given
        SplittableRandom random = new SplittableRandom(8);
        TailProbability past = new TailProbability(500, 0.05);
        for (int i = 0; i < 2000; i++) {
            past.add(Math.abs(random.nextGaussian()));
        }

        // When, Then
        double before = 1.1;
        for (double figure = 0; figure < 20; figure += 0.01) {
            double now = past.of(figure);
            assertThat(now).as("at %s", figure).isLessThanOrEqualTo(before).isBetween(0.0, 1.0);
            before = now + 1e-9;
        }
    }

    @Test
    void forgetsWhatLeftTheRing() {
        TailProbability past = new TailProbability(10, 0.05);
        past.add(1e9);
        for (int i = 0; i < 10; i++) {
            past.add(i);
        }

        assertThat(past.length()).isEqualTo(10);
        assertThat(past.of(100)).isLessThan(0.01);
    }
}
