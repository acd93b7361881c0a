package io.conductorloop.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RarityDetectorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    @Test
    void aSpikeScoresHigherThanAllBefore() {
        // Given
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        RarityDetector detector = new RarityDetector(100);
        double most = 0;
        for (int i = 0; i < 3000; i++) {
            double score = detector.observe(START.plus(STEP.multipliedBy(i)), 10 + random.nextGaussian());
            most = i < 500 ? 0 : Math.max(most, score);
        }

        // When
        double spike = detector.observe(START.plus(STEP.multipliedBy(3000)), 40);

        // Then
        assertThat(spike).as("seed %d", seed).isGreaterThan(most).isLessThanOrEqualTo(1);
    }

    @Test
    void restsAfterAnAlarm() {
        // Given
        SplittableRandom random = new SplittableRandom(2);
        RarityDetector detector = new RarityDetector(100);
        int row = 0;
        while (row < 1000) {
            detector.observe(START.plus(STEP.multipliedBy(row++)), random.nextGaussian());
        }

        // When
        double first = detector.observe(START.plus(STEP.multipliedBy(row++)), 100);
        int soonAfter = 0;
        int later = 0;
        for (int i = 0; i < 90; i++) {
            boolean speaks = detector.observe(START.plus(STEP.multipliedBy(row++)), random.nextGaussian()) > 0;
            soonAfter += speaks && i < 10 ? 1 : 0;
            later += speaks && i >= 10 ? 1 : 0;
        }

        // Then: while the spike is still in its figures it may grow more unusual, then it is silent
        assertThat(first).isGreaterThan(0.7);
        assertThat(soonAfter).isLessThanOrEqualTo(5);
        assertThat(later).isZero();
    }

    @Test
    void unitsDoNotMatter() {
        // Given
        SplittableRandom random = new SplittableRandom(5);
        RarityDetector plain = new RarityDetector(50);
        RarityDetector scaled = new RarityDetector(50);

        // When, Then
        for (int i = 0; i < 2000; i++) {
            double value = random.nextInt(1000);
            Instant time = START.plus(STEP.multipliedBy(i));
            assertThat(scaled.observe(time, 1024 * value)).isEqualTo(plain.observe(time, value));
        }
    }

    @Test
    void aFlatSeriesHasNoScore() {
        RarityDetector detector = new RarityDetector(10);
        double most = 0;

        for (int i = 0; i < 1000; i++) {
            most = Math.max(most, detector.observe(START.plus(STEP.multipliedBy(i)), 45));
        }

        assertThat(most).isZero();
    }

    @Test
    void namesTheHourWhenAValueIsUsualButNotNow() {
        // Given: high by day, low by night, both held for hours so that no step is unusual
        SplittableRandom random = new SplittableRandom(3);
        RarityDetector detector = new RarityDetector(10);
        int row = 0;
        for (; row < 288 * 20; row++) {
            boolean day = row % 288 >= 144;
            detector.observe(START.plus(STEP.multipliedBy(row)), (day ? 100 : 0) + random.nextGaussian());
        }

        // When: the day comes two hours early
        for (; row % 288 < 130; row++) {
            detector.observe(START.plus(STEP.multipliedBy(row)), (row % 288 > 100 ? 100 : 0) + random.nextGaussian());
        }

        // Then
        assertThat(detector.rarest()).isEqualTo(RarityDetector.Figure.HOUR_OF_DAY);
    }
}
