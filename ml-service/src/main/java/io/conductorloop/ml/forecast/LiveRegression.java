package io.conductorloop.ml.forecast;

import static io.conductorloop.ml.forecast.Features.LAGS;
import static io.conductorloop.ml.forecast.Features.LEVELS;
import static io.conductorloop.ml.forecast.Features.ONE;
import static io.conductorloop.ml.forecast.Features.SEASONS;
import static io.conductorloop.ml.forecast.Features.STEPS;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The strong plain model: regressions with short and long memories on several choices of features, mixed by how they did
 * lately, the mixtures mixed once more. It learns with every load, so it needs no training and acts from the first step;
 * calm times get the long memories, upheavals the short ones. State: three weeks of loads and some small matrices.
 */
public final class LiveRegression implements Forecaster {
    private static final double[] SMOOTHINGS = {0.3, 0.8};

    private final Signals signals;
    private final List<RegressionExpert> experts = new ArrayList<>();
    private final List<Ewma> plain = new ArrayList<>();
    private final double[] opinions;
    private final Mixture[] mixtures;
    private final double[] mixed;
    private final Mixture last;
    private double forecast;
    private boolean frozen;

    public LiveRegression(Cadence cadence) {
        signals = new Signals(cadence);
        add(0.95, 0.1, EnumSet.of(LEVELS));
        add(0.97, 0.1, EnumSet.of(LEVELS));
        add(0.99, 0.03, EnumSet.of(LEVELS));
        add(0.997, 0.01, EnumSet.of(LEVELS));
        add(0.99, 0.03, EnumSet.of(STEPS));
        add(0.999, 0.01, EnumSet.of(STEPS, LEVELS, SEASONS, ONE));
        add(0.9999, 0.001, EnumSet.of(STEPS, LEVELS, SEASONS, ONE));
        add(0.998, 0.001, EnumSet.of(STEPS, LEVELS, SEASONS, LAGS, ONE));
        add(0.9995, 0.0001, EnumSet.of(STEPS, LEVELS, SEASONS, LAGS, ONE));
        plain.add(Ewma.naive());
        for (double smoothing : SMOOTHINGS) {
            plain.add(new Ewma(smoothing));
        }
        opinions = new double[experts.size() + plain.size()];
        mixtures = new Mixture[] {
            new Mixture(opinions.length, 0.9, 10),
            new Mixture(opinions.length, 0.97, 15),
            new Mixture(opinions.length, 0.995, 40),
            new Mixture(opinions.length, 0.999, 100)
        };
        mixed = new double[mixtures.length];
        last = new Mixture(mixed.length, 0.998, 30);
    }

    private void add(double memory, double ridge, EnumSet<Features> features) {
        experts.add(new RegressionExpert(signals, memory, ridge, features));
    }

    @Override
    public String name() {
        return "live regression";
    }

    /** Stops learning: from now on it foresees by what it knows. A yardstick for what learning brings. */
    public void freeze() {
        frozen = true;
    }

    @Override
    public double forecast() {
        return forecast;
    }

    @Override
    public void observe(double measured) {
        double load = measured >= 0 && measured < Double.POSITIVE_INFINITY ? measured : forecast;
        if (!frozen && signals.history().count() > 0) {
            experts.forEach(expert -> expert.learn(load));
            for (int i = 0; i < mixtures.length; i++) {
                mixtures[i].learn(opinions, load);
            }
            last.learn(mixed, load);
        }
        signals.observe(load);
        plain.forEach(expert -> expert.observe(load));
        for (int i = 0; i < experts.size(); i++) {
            opinions[i] = experts.get(i).forecast();
        }
        for (int i = 0; i < plain.size(); i++) {
            opinions[experts.size() + i] = plain.get(i).forecast();
        }
        for (int i = 0; i < mixtures.length; i++) {
            mixed[i] = mixtures[i].mix(opinions);
        }
        forecast = last.mix(mixed);
    }
}
