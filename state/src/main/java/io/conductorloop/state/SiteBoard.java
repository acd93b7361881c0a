package io.conductorloop.state;

import io.conductorloop.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where packages were placed that could have gone to several sites, how much each site has of them, and what is said of the
 * sites. Who places asks it, so that all come to the same; it is no more than a memory: where a package is, its store says.
 */
public interface SiteBoard {
    /**
     * What is said of a site.
     *
     * @param site its name, which is that of its repository
     * @param grams what it is expected to emit for a kilowatt-hour that work draws there, gCO2e, the building's share with it;
     *     {@link Double#NaN} when nobody knows
     * @param until when that is too old to go by; capacity and latency stay true
     * @param capacity how many replicas it takes
     * @param latency how far it is from whom it serves
     */
    record Offer(String site, double grams, Instant until, double capacity, Duration latency) {}

    /**
     * A site.
     *
     * @param replicas those of the packages placed there
     */
    record Site(Offer offer, long replicas) {}

    /**
     * Says what sites there are, in the place of what was said before.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    void offer(Collection<Offer> offers);

    /**
     * The sites that are on offer, by their names.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    Map<String, Site> sites();

    /**
     * Where those of the packages are that were placed.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    Map<String, String> placed(Collection<String> packages);

    /**
     * Places a package, unless it has been, or the site would have more replicas than its capacity. In one step, so of several who
     * place one package at once all hear the same.
     *
     * @param capacity that of the site, in replicas; infinite where nobody knows
     * @param replicas what the package asks for, by target
     * @return where the package is now; empty when it is nowhere, as there is no room
     * @throws StateUnavailableException when the store does not answer; it may be placed
     */
    Optional<String> place(String packageName, String site, double capacity, Map<Target, Integer> replicas);

    /**
     * Notes what a package that was placed asks for now, whether there is room or not. Of one that was not, nothing is noted.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    void count(String packageName, Map<Target, Integer> replicas);

    /**
     * Forgets that a package was placed, and what it asked for.
     *
     * @return whether it was
     * @throws StateUnavailableException when the store does not answer
     */
    boolean forget(String packageName);
}
