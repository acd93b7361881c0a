package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedForecasterTest {
    private static final double[] LOADS = Loads.daily(600, 100, 0.1, 31);

    @Test
    void letsTheBetterModelSpeakAndTakesOverAsSoonAsItLies() {
        // Given
        Scripted model = new Scripted("model");
        Scripted fallback = new Scripted("fallback");
        GuardedForecaster guarded = new GuardedForecaster(model, fallback);
        fallback.says = 90;

        // When
        assertThat(guarded.name()).isEqualTo("fallback");
        model.says = 99;
        for (int i = 0; i < 10; i++) {
            guarded.observe(100);
        }
        assertThat(guarded.name()).isEqualTo("model");
        model.says = 10_000;
        guarded.observe(100);

        // Then
        assertThat(guarded.name()).isEqualTo("fallback");
        assertThat(guarded.forecast()).isEqualTo(90);
        assertThat(guarded.fallbackShare()).isEqualTo(1 / 11.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, 1e12})
    void neverDoesWorseThanItsFallbackWithAModelThatIsFrozenOrBroken(double frozen) {
        // Given
        Scripted model = new Scripted("model");
        model.says = frozen;
        GuardedForecaster guarded = new GuardedForecaster(model, new CalibratedForecaster(Ewma.naive()));

        // When
        double ours = Loads.error(guarded, LOADS, 1);

        // Then
        assertThat(ours).isEqualTo(Loads.error(Ewma.naive(), LOADS, 1));
    }

    /** Says what it is told to. */
    private static final class Scripted implements QuantileForecaster {
        private final String name;
        private double says;

        private Scripted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double forecast() {
            return says;
        }

        @Override
        public double quantile(double level) {
            return says;
        }

        @Override
        public void observe(double load) {}
    }
}
