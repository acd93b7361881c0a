package io.conductorloop.energy.plan;

/** What can be counted of plans. */
public interface PlanMetrics {
    /** A service was planned; the workers of its ceiling stand until the next plan. */
    void planned(String service, EnergyPlan plan);

    /** A record could not be read. */
    void unreadable();

    /** What was to be said could not be published. */
    void lost(String service);
}
