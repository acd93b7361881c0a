package io.conductorloop.energy.sites;

import java.util.Map;

/** How demand is shared out. */
public sealed interface Allocation {
    /** What each site takes, none above its capacity; sites that take nothing are left out. */
    Map<Site, Double> shares();

    /** All demand has a site. */
    record Complete(Map<Site, Double> shares) implements Allocation {
        public Complete {
            shares = Map.copyOf(shares);
        }
    }

    /**
     * The sites that are near enough cannot take all of it.
     *
     * @param unserved what is left over, above 0
     */
    record Insufficient(Map<Site, Double> shares, double unserved) implements Allocation {
        public Insufficient {
            shares = Map.copyOf(shares);
        }
    }
}
