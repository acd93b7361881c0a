package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Place;
import io.conductorloop.state.StateUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repository of each intent: the one that it names; else the one where its package is. A package that is nowhere yet goes to
 * the best of the sites that its intents allow, or where its name decides, and stays there. Nothing is ever moved.
 *
 * <p>Where a package is, Porch knows. The board remembers it, brings executors that place a package at the same time to the same
 * site, counts replicas, and says what each site emits.
 */
public final class Placement {
    private static final int MOST_REMEMBERED = 10_000;

    private final List<String> used;
    private final RepositoryChoice byName;
    private final SiteSearch search;
    private final SiteBoard board;
    private final InstantSource clock;
    private final Map<String, String> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** Places packages; {@code random} spreads the pauses between questions. */
    public Placement(
            PorchSettings settings,
            PackageRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            InstantSource clock,
            RandomGenerator random) {
        this.used = settings.repositories();
        this.byName = new RepositoryChoice(used);
        this.search = new SiteSearch(
                byName,
                revisions,
                repositories,
                board,
                new Pauses(settings.firstPause(), settings.longestPause(), random));
        this.board = board;
        this.clock = clock;
    }

    /**
     * Where the intents of a change go.
     *
     * @param repositories of those that have one, in the order of the change
     * @param nowhere what becomes of the others
     * @param site where the package is or is to be; null where only intents that name a repository were given, or nobody knows
     */
    record Places(
            Map<PlannedIntent, String> repositories,
            Map<IntentId, Effect> nowhere,
            @Nullable String site) {}

    /** Where an intent probably goes, told without asking anybody. */
    String likely(String packageName, PlannedIntent intent) {
        Constraints constraints = intent.intent().constraints();
        String named = constraints.porchRepository();
        if (named != null) {
            return named;
        }
        synchronized (remembered) {
            String site = remembered.get(packageName);
            if (site != null) {
                return site;
            }
        }
        return constraints.sites().isEmpty()
                ? byName.of(packageName)
                : new RepositoryChoice(constraints.sites()).of(packageName);
    }

    /** Where a package is whose intents name no repository. */
    String where(String packageName) {
        Place place = board.placed(List.of(packageName)).get(packageName);
        return place == null ? byName.of(packageName) : place.site();
    }

    /** Where intents are that Porch was given before, by their packages. */
    List<Decisions.Waiting> given(Map<String, List<PlannedIntent>> intents) {
        Map<String, Place> placed = board.placed(intents.keySet());
        List<Decisions.Waiting> given = new ArrayList<>();
        intents.forEach((packageName, all) -> {
            Place place = placed.get(packageName);
            for (PlannedIntent intent : all) {
                boolean isNamed = intent.intent().constraints().porchRepository() != null;
                String repository = place == null || isNamed ? likely(packageName, intent) : place.site();
                given.add(new Decisions.Waiting(repository, packageName, intent));
            }
        });
        return given;
    }

    /** All repositories in which packages may be: those that are used, and the sites. */
    public Set<String> repositories() {
        Set<String> repositories = new HashSet<>(used);
        repositories.addAll(board.sites().keySet());
        return repositories;
    }

    /** Finds a place for each intent of a change. */
    Places find(PackageChange change) {
        Map<PlannedIntent, String> places = new LinkedHashMap<>();
        List<PlannedIntent> choosy = new ArrayList<>();
        List<PlannedIntent> open = new ArrayList<>();
        for (PlannedIntent intent : change.intents()) {
            Constraints constraints = intent.intent().constraints();
            if (constraints.porchRepository() != null) {
                places.put(intent, constraints.porchRepository());
            } else {
                (constraints.sites().isEmpty() ? open : choosy).add(intent);
            }
        }
        String packageName = change.packageName();
        Instant now = clock.instant();
        Set<String> allowed = new HashSet<>();
        if (open.isEmpty()) {
            choosy.forEach(
                    intent -> allowed.addAll(intent.intent().constraints().sites()));
        }
        Place standing = board.find(packageName, allowed, now).orElse(null);
        Map<IntentId, Effect> nowhere = new HashMap<>();
        if (standing == null && !choosy.isEmpty()) {
            standing = orNowhere(search.find(packageName, wanted(choosy, change.intents()), now), choosy, nowhere);
        }
        if (standing == null && nowhere.values().stream().anyMatch(Effect.Unavailable.class::isInstance)) {
            // Begun by name now, the package could not go to the sites later.
            open.forEach(intent ->
                    nowhere.put(intent.id(), nowhere.get(choosy.getFirst().id())));
        } else if (standing == null && !open.isEmpty()) {
            SiteSearch.Wanted wanted = new SiteSearch.Wanted(List.of(), null, replicas(open));
            standing = orNowhere(search.find(packageName, wanted, now), open, nowhere);
        }
        if (standing == null) {
            return new Places(places, nowhere, null);
        }
        String site = standing.site();
        remember(packageName, site);
        open.forEach(intent -> places.put(intent, site));
        for (PlannedIntent intent : choosy) {
            if (intent.intent().constraints().sites().contains(site)) {
                places.put(intent, site);
            } else {
                nowhere.putIfAbsent(intent.id(), elsewhere(standing, intent));
            }
        }
        return new Places(places, nowhere, site);
    }

    /** Takes in what became of a change: whether its package has come to be there, and what it asks for now. */
    void written(PackageChange change, Places places, Map<IntentId, Effect> effects) {
        String site = places.site();
        if (site == null) {
            return;
        }
        List<PlannedIntent> held = change.intents().stream()
                .filter(intent -> site.equals(places.repositories().get(intent)))
                .filter(intent -> effects.get(intent.id()) instanceof Effect.InRevision)
                .toList();
        if (held.isEmpty()) {
            return;
        }
        try {
            board.settle(change.packageName(), replicas(held));
        } catch (StateUnavailableException e) {
            // The revision stands all the same; the next change of the package is counted, and the sweep sees that it
            // is there.
        }
    }

    private static @Nullable Place orNowhere(
            SiteSearch.Found found, List<PlannedIntent> intents, Map<IntentId, Effect> nowhere) {
        return switch (found) {
            case SiteSearch.Found.At(Place place) -> place;
            case SiteSearch.Found.Nowhere(Effect effect) -> {
                intents.forEach(intent -> nowhere.put(intent.id(), effect));
                yield null;
            }
        };
    }

    /** What suits all that allow several sites and, where nothing does, the first of them. */
    private static SiteSearch.Wanted wanted(List<PlannedIntent> choosy, List<PlannedIntent> all) {
        List<Constraints> choices =
                choosy.stream().map(intent -> intent.intent().constraints()).toList();
        Constraints first = choices.getFirst();
        List<String> common = first.sites().stream()
                .filter(site -> choices.stream().allMatch(some -> some.sites().contains(site)))
                .toList();
        if (common.isEmpty()) {
            return new SiteSearch.Wanted(first.sites(), first.maxLatency(), replicas(choosy.subList(0, 1)));
        }
        Duration least = choices.stream()
                .map(Constraints::maxLatency)
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .orElse(null);
        return new SiteSearch.Wanted(
                common,
                least,
                replicas(all.stream()
                        .filter(intent -> intent.intent().constraints().porchRepository() == null)
                        .toList()));
    }

    /** That a package is not moved; while nothing of it is there, it may yet come to be elsewhere. */
    private static Effect elsewhere(Place place, PlannedIntent intent) {
        Reason reason = new Reason(
                PorchFailure.SITE_ELSEWHERE,
                "/constraints/sites",
                "the package is at '" + place.site() + "', which is not one of "
                        + String.join(", ", intent.intent().constraints().sites()) + ", and is not moved");
        return place.isSettled() ? new Effect.Refused(reason) : new Effect.Unavailable(reason);
    }

    private void remember(String packageName, String site) {
        synchronized (remembered) {
            remembered.put(packageName, site);
        }
    }

    /** What the newest intent of each target asks for; a configuration asks for nothing. */
    private static Map<Target, Integer> replicas(List<PlannedIntent> intents) {
        Map<Target, Integer> replicas = new TreeMap<>();
        for (PlannedIntent intent : intents) {
            if (intent.intent().type() != IntentType.CONFIGURATION) {
                replicas.put(intent.intent().target(), intent.intent().replicas());
            }
        }
        return replicas;
    }
}
