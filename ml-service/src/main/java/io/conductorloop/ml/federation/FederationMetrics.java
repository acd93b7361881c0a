package io.conductorloop.ml.federation;

/** What can be counted about learning together. */
public interface FederationMetrics {
    /** A round ended that this site coordinated: the model moved, or too few answered. */
    void round(boolean moved);

    /** A change arrived in such a round. */
    void change(FederationRound.Reception reception);

    /** Something was said that cannot be read, or a model was given away that cannot be, or by who may not. */
    void refused();

    /** The shared model could not be kept; it is in memory alone. */
    void notKept();
}
