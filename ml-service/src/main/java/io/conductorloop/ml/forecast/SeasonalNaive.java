package io.conductorloop.ml.forecast;

/** The load of one season ago comes again; before a season has passed, the last load goes on. */
public final class SeasonalNaive implements Forecaster {
    private final LoadHistory history;
    private final int season;

    /** @param season steps after which the load repeats */
    public SeasonalNaive(int season) {
        this.season = season;
        this.history = new LoadHistory(season);
    }

    @Override
    public String name() {
        return "season " + season;
    }

    @Override
    public double forecast() {
        return history.size() >= season ? history.ago(season) : history.last();
    }

    @Override
    public void observe(double load) {
        history.add(load >= 0 && load < Double.POSITIVE_INFINITY ? load : forecast());
    }
}
