package io.conductorloop.energy.sites;

import io.conductorloop.energy.carbon.Zone;
import java.time.Duration;

/**
 * A place where work can run.
 *
 * @param name of the repository or cluster
 * @param zone whose power it draws
 * @param pue power usage effectiveness: what the site draws for each watt of its machines, at least 1
 * @param capacity how much work it takes at most, in the unit of the demand
 * @param latency how far it is from whom it serves
 */
public record Site(String name, Zone zone, double pue, double capacity, Duration latency) {
    /** Refuses a PUE below 1, a negative capacity or latency. */
    public Site {
        if (!(pue >= 1) || !(capacity >= 0) || latency.isNegative()) {
            throw new IllegalArgumentException(
                    "site " + name + ": PUE " + pue + ", capacity " + capacity + ", latency " + latency);
        }
    }
}
