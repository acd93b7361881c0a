package io.conductorloop.ml.steering;

import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.Ewma;
import io.conductorloop.ml.forecast.LiveRegression;
import io.conductorloop.ml.forecast.QuantileForecaster;

/** Makes the forecasters of a load. The port behind which models are. */
@FunctionalInterface
public interface LoadForecasters {
    /** A model that has seen nothing yet, and learns as it is shown loads. */
    QuantileForecaster model(Cadence cadence);

    /** Regression that learns with every load. */
    static LoadForecasters liveRegression() {
        return cadence -> new CalibratedForecaster(new LiveRegression(cadence));
    }

    /** The plain yardstick: it acts from the first second, and whenever no model does better. */
    static QuantileForecaster plain() {
        return new CalibratedForecaster(new Ewma(0.5));
    }
}
