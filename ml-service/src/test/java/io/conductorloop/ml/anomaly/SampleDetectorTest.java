package io.conductorloop.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDetectorTest {
    private static final SampleDetector.Settings SETTINGS =
            new SampleDetector.Settings(1, 0.002, 0.95, 0.005, 15, 7, 3);

    /** Six features of which each three are one hidden cause with noise, in very different units. */
    private static double[] sample(RandomGenerator random) {
        double one = random.nextGaussian();
        double two = random.nextGaussian();
        double[] sample = new double[6];
        for (int i = 0; i < 6; i++) {
            sample[i] = Math.pow(10, i) * (5 + (i < 3 ? one : two) + 0.2 * random.nextGaussian());
        }
        return sample;
    }

    private static List<double[]> samples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> sample(random)).limit(count).toList();
    }

    private static Function<List<double[]>, ErrorModel> autoencoder(long seed) {
        return samples -> Autoencoder.trained(samples, 30, 0.5, new SplittableRandom(seed));
    }

    @Test
    void aTwentiethOfUnseenNormalSamplesExceeds() {
        SampleDetector detector = SampleDetector.trained(samples(2000, 1), SETTINGS, autoencoder(1));

        long beyond = samples(4000, 2).stream()
                .filter(sample -> detector.observe(sample).exceeds())
                .count();

        assertThat(beyond / 4000.0).isCloseTo(0.05, within(0.01));
    }

    @Test
    void getsUsedToErrorsAsLargeAsTrainingHadEvenWhileItsAlarmStands() {
        // Given: one in fifty training samples is as noisy as all will be
        SplittableRandom random = new SplittableRandom(7);
        List<double[]> training = Stream.generate(() -> noisy(random, random.nextInt(50) == 0 ? 2 : 0))
                .limit(2000)
                .toList();
        SampleDetector detector = SampleDetector.trained(training, SETTINGS, autoencoder(1));

        // When
        List<SampleVerdict> verdicts = Stream.generate(() -> detector.observe(noisy(random, 1)))
                .limit(2000)
                .toList();

        // Then
        assertThat(verdicts.subList(0, 200)).as("seed 7").anyMatch(SampleVerdict::alarm);
        assertThat(verdicts.subList(1000, 2000).stream()
                        .filter(SampleVerdict::exceeds)
                        .count())
                .as("seed 7")
                .isBetween(20L, 90L);
    }

    private static double[] noisy(RandomGenerator random, double noise) {
        double[] sample = sample(random);
        for (int i = 0; i < 6; i++) {
            sample[i] += Math.pow(10, i) * noise * random.nextGaussian();
        }
        return sample;
    }

    @Test
    void alarmsWhenFeaturesNoLongerBelongTogetherAndNamesTheOne() {
        // Given
        SampleDetector detector = SampleDetector.trained(samples(2000, 1), SETTINGS, autoencoder(1));
        SplittableRandom random = new SplittableRandom(3);
        int[] blamed = new int[6];

        // When
        SampleVerdict verdict = null;
        for (int i = 0; i < 40; i++) {
            double[] sample = sample(random);
            sample[4] = 1e4 * (5 + 4 * ((i & 1) == 0 ? 1 : -1));
            verdict = detector.observe(sample);
            blamed[verdict.mostUnusual()]++;
        }

        // Then
        assertThat(verdict).isNotNull();
        assertThat(verdict.alarm()).isTrue();
        assertThat(blamed[4]).isGreaterThan(20);
        assertThat(Arrays.stream(verdict.shares()).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aSensorThatIsNotANumberExceedsAndTeachesNothing() {
        // Given
        SampleDetector detector = SampleDetector.trained(samples(1000, 1), SETTINGS, normal -> new GaussianErrors());
        double before = detector.observe(samples(1, 5).getFirst()).threshold();

        // When
        SampleVerdict broken = detector.observe(new double[] {1, 1, 1, 1, 1, Double.NaN});
        SampleVerdict after = detector.observe(samples(1, 6).getFirst());

        // Then
        assertThat(broken.exceeds()).isTrue();
        assertThat(after.error()).isFinite();
        assertThat(after.threshold()).isCloseTo(before, within(0.02 * before));
    }

    @Test
    void toldThatAllIsNormalItFollowsANewLevel() {
        // Given
        SampleDetector detector =
                SampleDetector.trained(samples(1000, 1), SETTINGS, normal -> PrincipalErrors.of(normal, 3));
        List<double[]> moved = samples(3000, 7).stream()
                .map(sample -> Arrays.stream(sample).map(value -> 2 * value).toArray())
                .toList();

        // When
        moved.subList(0, 2000).forEach(detector::calibrate);
        long beyond = moved.subList(2000, 3000).stream()
                .filter(sample -> detector.calibrate(sample).exceeds())
                .count();

        // Then
        assertThat(beyond).isBetween(30L, 70L);
    }

    @Test
    void principalComponentsExplainASampleInTheirPlane() {
        // Given
        SplittableRandom random = new SplittableRandom(9);
        List<double[]> plane = Stream.generate(() -> {
                    double a = random.nextGaussian();
                    double b = random.nextGaussian();
                    return new double[] {a, b, a + b, a - b};
                })
                .limit(500)
                .toList();

        // When
        ErrorModel model = PrincipalErrors.of(plane, 2);

        // Then
        assertThat(model.residuals(new double[] {1, 2, 3, -1})).containsExactly(new double[4], within(1e-9));
        assertThat(Math.abs(model.residuals(new double[] {1, 2, -3, 1})[2])).isGreaterThan(1);
    }

    @Test
    void theSteadiestFeaturesAreKept() {
        // Given
        SplittableRandom random = new SplittableRandom(10);
        List<double[]> samples = Stream.iterate(0, i -> i + 1)
                .limit(400)
                .map(i -> new double[] {random.nextGaussian(), i + random.nextGaussian(), random.nextGaussian()})
                .toList();

        // When
        int[] steady = SteadyFeatures.of(samples, 2);

        // Then
        assertThat(steady).containsExactly(0, 2);
    }
}
