package io.conductorloop.energy.deferral;

/**
 * What became of deferred intents within some time.
 *
 * @param gramsSaved CO2e, by the released ones, against having run when they came; may be negative
 */
public record Tally(long released, long superseded, long cancelled, double gramsSaved) {
    /** Nothing. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(
                released + other.released,
                superseded + other.superseded,
                cancelled + other.cancelled,
                gramsSaved + other.gramsSaved);
    }

    /** What one settled intent adds. */
    static Tally of(Fate fate, HeldIntent.Settled settled) {
        return switch (fate) {
            case Fate.Waiting _ -> NONE;
            case Fate.Released _ -> new Tally(1, 0, 0, settled.gramsSaved());
            case Fate.Superseded _ -> new Tally(0, 1, 0, 0);
            case Fate.Cancelled _ -> new Tally(0, 0, 1, 0);
        };
    }
}
