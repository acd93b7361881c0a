package io.conductorloop.energy.sites;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Fills the site with the least carbon per unit of work (forecast intensity × PUE) first, up to its capacity, then the next:
 * the optimum of this linear program. Sites beyond the latency limit get nothing. A site whose grid nothing is known of comes
 * last, and among equals the first that was named.
 */
public final class SiteBalancer {
    private final Duration latencyLimit;

    public SiteBalancer(Duration latencyLimit) {
        this.latencyLimit = latencyLimit;
    }

    /**
     * Shares out demand.
     *
     * @param demand in the unit of the sites' capacities
     * @param intensity what is expected of a site's grid, gCO2e/kWh; {@link Double#NaN} when unknown
     */
    public Allocation allocate(double demand, List<Site> sites, ToDoubleFunction<Site> intensity) {
        record Cost(Site site, double grams) {}
        List<Cost> near = new ArrayList<>();
        for (Site site : sites) {
            if (site.latency().compareTo(latencyLimit) <= 0) {
                near.add(new Cost(site, intensity.applyAsDouble(site) * site.pue()));
            }
        }
        near.sort(Comparator.comparingDouble(Cost::grams)); // NaN sorts last
        Map<Site, Double> shares = new LinkedHashMap<>();
        double left = demand;
        for (Cost cost : near) {
            double share = Math.min(left, cost.site().capacity());
            if (share > 0) {
                shares.put(cost.site(), share);
                left -= share;
            }
        }
        return left > 0 ? new Allocation.Insufficient(shares, left) : new Allocation.Complete(shares);
    }
}
