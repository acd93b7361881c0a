package io.conductorloop.state;

import io.conductorloop.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where packages were placed, how many replicas each site has of them, and what is said of the sites. Who places asks it, so that
 * all come to the same. It is a memory and may be lost: where a package is, its store knows.
 *
 * <p>A place is <em>settled</em> once the package has come to be there. Before that it is a promise, and one that nobody has
 * asked for during some time may be taken back.
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

    /** Where a package is, or is to be while that is not settled. */
    record Place(String site, boolean isSettled) {}

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
     * The places of those of the packages that have one.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    Map<String, Place> placed(Collection<String> packages);

    /**
     * The place of a package that is about to be written. While it is not settled, and is one of these sites, it was asked for at
     * {@code now}.
     *
     * @param sites where the package may go; empty: anywhere
     * @throws StateUnavailableException when the store does not answer
     */
    Optional<Place> find(String packageName, Collection<String> sites, Instant now);

    /**
     * Places a package, unless it has a place, or the site would have more replicas than its capacity. In one step, so of several
     * who place one package at once all hear the same.
     *
     * @param capacity that of the site, in replicas; infinite where nobody knows
     * @param replicas what the package asks for, by target
     * @return the place of the package now; empty when it has none, as there is no room
     * @throws StateUnavailableException when the store does not answer; it may be placed
     */
    Optional<Place> place(String packageName, String site, double capacity, Map<Target, Integer> replicas, Instant now);

    /**
     * Notes that a package has come to be in its place, and what it asks for now, whether there is room or not. Of a package without a
     * place nothing is noted.
     *
     * @param replicas by target; targets that are missing ask for what they did, or nothing where the place was a promise: then they have
     *     not come to be. None: what is asked for stays
     * @throws StateUnavailableException when the store does not answer
     */
    void settle(String packageName, Map<Target, Integer> replicas);

    /**
     * Packages whose place is not settled and was last asked for before that moment, the oldest first.
     *
     * @param most so many at most
     * @throws StateUnavailableException when the store does not answer
     */
    List<String> unsettled(Instant before, int most);

    /**
     * Forgets the place of a package and what it asked for, if it is not settled and was last asked for before that moment.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    void forgetUnsettled(String packageName, Instant before);

    /**
     * Forgets the place of a package and what it asked for, settled or not.
     *
     * @return whether it had one
     * @throws StateUnavailableException when the store does not answer
     */
    boolean forget(String packageName);
}
