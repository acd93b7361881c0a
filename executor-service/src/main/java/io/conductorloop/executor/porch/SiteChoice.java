package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which sites come into question for a package that is at none yet, and in which order: those within the latency limit that have
 * room, the least carbon first. Sites of whose grid nobody knows now come last, in the order of their weights. Pure.
 */
sealed interface SiteChoice {
    /** These, the best first; never empty. */
    record Among(List<Candidate> candidates) implements SiteChoice {
        public Among {
            candidates = List.copyOf(candidates);
        }
    }

    /** None of them, as things are. */
    record Nowhere(Reason reason) implements SiteChoice {}

    /**
     * A site that may be taken.
     *
     * @param capacity in replicas; infinite where nobody knows
     * @param grams as {@link Offer#grams}
     */
    record Candidate(String site, double capacity, double grams) {}

    /**
     * What is asked.
     *
     * @param sites that will do, at least one
     * @param maxLatency null: any
     * @param replicas that there must be room for
     */
    record Wish(List<String> sites, @Nullable Duration maxLatency, long replicas) {}

    /**
     * Chooses.
     *
     * @param known what is said of sites, by name; those of the wish may be missing
     * @param weight of a site for the package: of sites that are otherwise equal the greater goes first
     */
    static SiteChoice of(Wish wish, Map<String, Site> known, Instant now, ToLongFunction<String> weight) {
        List<String> near = wish.sites().stream()
                .distinct()
                .filter(name -> isNear(known.get(name), wish.maxLatency()))
                .toList();
        List<Candidate> candidates = new ArrayList<>();
        for (String name : near) {
            Site site = known.get(name);
            if (site == null) {
                candidates.add(new Candidate(name, Double.POSITIVE_INFINITY, Double.NaN));
            } else if (site.replicas() + wish.replicas() <= site.offer().capacity()) {
                candidates.add(new Candidate(name, site.offer().capacity(), grams(site.offer(), now)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::grams) // NaN sorts last
                .thenComparing(Comparator.comparingLong((Candidate some) -> weight.applyAsLong(some.site()))
                        .reversed())
                .thenComparing(Candidate::site));
        if (candidates.isEmpty()) {
            return new Nowhere(near.isEmpty() ? tooFar(wish) : full(near, wish.replicas()));
        }
        return new Among(candidates);
    }

    /** Whether a site is within the limit; where nothing is said of a site, that is not known, so it is not. */
    private static boolean isNear(@Nullable Site site, @Nullable Duration most) {
        return most == null || (site != null && site.offer().latency().compareTo(most) <= 0);
    }

    private static double grams(Offer offer, Instant now) {
        return now.isBefore(offer.until()) ? offer.grams() : Double.NaN;
    }

    /** Why a package cannot be placed that asks for so many replicas. */
    static Reason full(Collection<String> sites, long replicas) {
        return new Reason(
                PorchFailure.SITE_CAPACITY,
                "/constraints/sites",
                "there is no room for " + replicas + " more replicas at " + String.join(", ", sites));
    }

    private static Reason tooFar(Wish wish) {
        return new Reason(
                PorchFailure.SITE_LATENCY,
                "/constraints/max_latency_ms",
                "none of the sites is known to be near enough: " + String.join(", ", wish.sites()));
    }
}
