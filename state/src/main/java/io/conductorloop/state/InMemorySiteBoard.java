package io.conductorloop.state;

import io.conductorloop.contracts.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A board that lives as long as this process. */
public final class InMemorySiteBoard implements SiteBoard {
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Placed> packages = new HashMap<>();

    private record Placed(String site, Map<Target, Integer> replicas) {}

    @Override
    public synchronized void offer(Collection<Offer> now) {
        offers.clear();
        now.forEach(offer -> offers.put(offer.site(), offer));
    }

    @Override
    public synchronized Map<String, Site> sites() {
        Map<String, Site> sites = new HashMap<>();
        offers.forEach((name, offer) -> sites.put(name, new Site(offer, replicas(name))));
        return sites;
    }

    @Override
    public synchronized Map<String, String> placed(Collection<String> names) {
        Map<String, String> placed = new HashMap<>();
        for (String name : names) {
            Placed found = packages.get(name);
            if (found != null) {
                placed.put(name, found.site());
            }
        }
        return placed;
    }

    @Override
    public synchronized Optional<String> place(
            String packageName, String site, double capacity, Map<Target, Integer> replicas) {
        Placed found = packages.get(packageName);
        if (found != null) {
            return Optional.of(found.site());
        }
        if (replicas(site) + sum(replicas) > capacity) {
            return Optional.empty();
        }
        packages.put(packageName, new Placed(site, new HashMap<>(replicas)));
        return Optional.of(site);
    }

    @Override
    public synchronized void count(String packageName, Map<Target, Integer> replicas) {
        Placed found = packages.get(packageName);
        if (found != null) {
            found.replicas().putAll(replicas);
        }
    }

    @Override
    public synchronized boolean forget(String packageName) {
        return packages.remove(packageName) != null;
    }

    private long replicas(String site) {
        return packages.values().stream()
                .filter(some -> some.site().equals(site))
                .mapToLong(some -> sum(some.replicas()))
                .sum();
    }

    private static long sum(Map<Target, Integer> replicas) {
        return replicas.values().stream().mapToLong(Integer::longValue).sum();
    }
}
