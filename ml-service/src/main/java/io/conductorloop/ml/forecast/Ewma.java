package io.conductorloop.ml.forecast;

/** Exponentially weighted moving average: the load of the next step is the smoothed load so far; with weight 1, the last. */
public final class Ewma implements Forecaster {
    private final double weight;
    private double level;
    private boolean started;

    /** @param weight of the newest load, over 0 and up to 1 */
    public Ewma(double weight) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of the newest load is not in (0, 1]: " + weight);
        }
        this.weight = weight;
    }

    /** The last load goes on. */
    public static Ewma naive() {
        return new Ewma(1);
    }

    @Override
    public String name() {
        return weight == 1 ? "naive" : "ewma " + weight;
    }

    @Override
    public double forecast() {
        return level;
    }

    @Override
    public void observe(double load) {
        if (!(load >= 0 && load < Double.POSITIVE_INFINITY)) {
            return;
        }
        level = started ? level + weight * (load - level) : load;
        started = true;
    }
}
