package io.conductorloop.state;

import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A board that lives as long as this process. */
public final class InMemorySiteBoard implements SiteBoard {
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final String name;
        private final String site;
        private final Map<Target, Integer> replicas;
        private @Nullable Instant asked;

        Entry(String name, String site, Map<Target, Integer> replicas, Instant asked) {
            this.name = name;
            this.site = site;
            this.replicas = new HashMap<>(replicas);
            this.asked = asked;
        }

        boolean isUnsettledBefore(Instant moment) {
            return asked != null && asked.isBefore(moment);
        }
    }

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
    public synchronized Map<String, Place> placed(Collection<String> packages) {
        Map<String, Place> placed = new HashMap<>();
        for (String name : packages) {
            Entry entry = entries.get(name);
            if (entry != null) {
                placed.put(name, place(entry));
            }
        }
        return placed;
    }

    @Override
    public synchronized Optional<Place> find(String packageName, Collection<String> sites, Instant now) {
        Entry entry = entries.get(packageName);
        if (entry != null && entry.asked != null && (sites.isEmpty() || sites.contains(entry.site))) {
            entry.asked = now;
        }
        return Optional.ofNullable(entry).map(InMemorySiteBoard::place);
    }

    @Override
    public synchronized Optional<Place> place(
            String packageName, String site, double capacity, Map<Target, Integer> replicas, Instant now) {
        if (!entries.containsKey(packageName)) {
            if (replicas(site) + sum(replicas) > capacity) {
                return Optional.empty();
            }
            entries.put(packageName, new Entry(packageName, site, replicas, now));
        }
        return find(packageName, List.of(), now);
    }

    @Override
    public synchronized void settle(String packageName, Map<Target, Integer> replicas) {
        Entry entry = entries.get(packageName);
        if (entry != null) {
            if (entry.asked != null && !replicas.isEmpty()) {
                entry.replicas.keySet().retainAll(replicas.keySet());
            }
            entry.replicas.putAll(replicas);
            entry.asked = null;
        }
    }

    @Override
    public synchronized List<String> unsettled(Instant before, int most) {
        return entries.values().stream()
                .filter(entry -> entry.isUnsettledBefore(before))
                .sorted(Comparator.comparing(entry -> entry.asked, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(most)
                .map(entry -> entry.name)
                .toList();
    }

    @Override
    public synchronized void forgetUnsettled(String packageName, Instant before) {
        Entry entry = entries.get(packageName);
        if (entry != null && entry.isUnsettledBefore(before)) {
            entries.remove(packageName);
        }
    }

    @Override
    public synchronized boolean forget(String packageName) {
        return entries.remove(packageName) != null;
    }

    private static Place place(Entry entry) {
        return new Place(entry.site, entry.asked == null);
    }

    private long replicas(String site) {
        return entries.values().stream()
                .filter(entry -> entry.site.equals(site))
                .mapToLong(entry -> sum(entry.replicas))
                .sum();
    }

    private static long sum(Map<Target, Integer> replicas) {
        return replicas.values().stream().mapToLong(Integer::longValue).sum();
    }
}
