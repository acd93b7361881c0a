package io.conductorloop.ml.forecast;

/** A few numbers drawn from the past of a series, on which the change to the next step is regressed. */
enum Features {
    /** The latest changes. */
    STEPS {
        @Override
        int size(Cadence cadence) {
            return 6;
        }

        @Override
        int fill(Signals signals, double[] into, int at) {
            for (int i = 1; i <= 6; i++) {
                into[at++] = (signals.history().ago(i) - signals.history().ago(i + 1)) / signals.scale();
            }
            return at;
        }
    },
    /** How far smoothed levels are from the last load. */
    LEVELS {
        @Override
        int size(Cadence cadence) {
            return 3;
        }

        @Override
        int fill(Signals signals, double[] into, int at) {
            for (int i = 0; i < signals.smoothed(); i++) {
                into[at++] = (signals.smoothed(i) - signals.last()) / signals.scale();
            }
            return at;
        }
    },
    /** What the load did at this time of day and of week before: its smoothed level there and its change to the next. */
    SEASONS {
        @Override
        int size(Cadence cadence) {
            return 6;
        }

        @Override
        int fill(Signals signals, double[] into, int at) {
            LoadHistory history = signals.history();
            int reach = signals.cadence().day() / 144;
            for (int season : new int[] {
                signals.cadence().day(),
                signals.cadence().week(),
                2 * signals.cadence().week()
            }) {
                double before = history.around(season + 1 + reach, reach);
                double then = history.around(season, reach);
                into[at++] = (then - signals.last()) / signals.scale();
                into[at++] = (then - before) / signals.scale();
            }
            return at;
        }
    },
    /** Single loads of earlier days and weeks next to this time: of use where one step is long. */
    LAGS {
        @Override
        int size(Cadence cadence) {
            return 13;
        }

        @Override
        int fill(Signals signals, double[] into, int at) {
            int day = signals.cadence().day();
            int week = signals.cadence().week();
            int[] lags = {day - 1, day, day + 1, 2 * day, 2 * day + 1, week - 1, week, week + 1, 2 * week, 2 * week + 1
            };
            for (int lag : lags) {
                into[at++] = (signals.history().ago(lag) - signals.last()) / signals.scale();
            }
            into[at++] = (signals.history().ago(3 * week) - signals.last()) / signals.scale();
            into[at++] = (signals.history().ago(3 * week + 1) - signals.last()) / signals.scale();
            into[at++] = signals.last() / signals.scale();
            return at;
        }
    },
    /** A drift that is always there. */
    ONE {
        @Override
        int size(Cadence cadence) {
            return 1;
        }

        @Override
        int fill(Signals signals, double[] into, int at) {
            into[at] = 1;
            return at + 1;
        }
    };

    abstract int size(Cadence cadence);

    /** Writes the features from {@code at} on and returns the place after the last. */
    abstract int fill(Signals signals, double[] into, int at);
}
