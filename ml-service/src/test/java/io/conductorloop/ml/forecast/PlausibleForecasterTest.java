package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlausibleForecasterTest {
    private double says;
    private boolean throwing;
    private final PlausibleForecaster forecaster =
            new PlausibleForecaster(new Liar(), new CalibratedForecaster(Ewma.naive()));

    @Test
    void passesWhatIsNearTheLoadsSeen() {
        says = 100;
        seen(100, 110, 90, 100);
        for (double sound : List.of(50.0, 100.0, 300.0)) {
            says = sound;
            assertThat(forecaster.forecast()).isEqualTo(sound);
            assertThat(forecaster.quantile(0.9)).isEqualTo(sound);
        }
        assertThat(forecaster.refusals()).isZero();
    }

    @Test
    void holdsBackWhatCannotBe() {
        says = 100;
        seen(100, 110, 90, 100);
        for (double lie : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, 0.0, 1e6)) {
            says = lie;
            assertThat(forecaster.forecast()).as("%s", lie).isNaN();
            assertThat(forecaster.quantile(0.9)).as("%s", lie).isNaN();
            seen(100);
        }
        assertThat(forecaster.refusals())
                .as("steps, however often it was asked")
                .isEqualTo(5);
    }

    @Test
    void outlivesAModelThatThrows() {
        throwing = true;
        seen(100, 110);
        assertThat(forecaster.forecast()).isNaN();
        assertThat(forecaster.quantile(0.5)).isNaN();
    }

    private void seen(double... loads) {
        for (double load : loads) {
            forecaster.observe(load);
        }
    }

    /** Says whatever the test wants. */
    private final class Liar implements QuantileForecaster {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public double forecast() {
            if (throwing) {
                throw new IllegalStateException("as the test wants");
            }
            return says;
        }

        @Override
        public double quantile(double level) {
            return forecast();
        }

        @Override
        public void observe(double load) {
            if (throwing) {
                throw new IllegalStateException("as the test wants");
            }
        }
    }
}
