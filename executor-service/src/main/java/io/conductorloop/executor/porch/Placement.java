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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repository of each intent: the one that it names; else the one where its package was placed; else, for an intent that
 * allows several sites, the one that has the package already or the best of them, and there the package is placed; else the one
 * that the package's name decides. Nothing is ever moved.
 *
 * <p>Where a package is, Porch knows. The board brings executors that place a package at the same time to the same site, counts the
 * replicas of what was placed, and says what each site emits.
 */
public final class Placement {
    private static final int MOST_REMEMBERED = 10_000;

    private final RepositoryChoice byName;
    private final SiteSearch search;
    private final SiteBoard board;
    private final Map<String, String> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param used where packages go whose intents leave it open */
    public Placement(
            List<String> used,
            PackageRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            InstantSource clock) {
        this.byName = new RepositoryChoice(used);
        this.search = new SiteSearch(byName, revisions, repositories, board, clock);
        this.board = board;
    }

    /**
     * Where the intents of a change go.
     *
     * @param repositories of those that have one, in the order of the change
     * @param nowhere what becomes of the others
     * @param site where the package was placed; null when it was not
     * @param isNew whether it was placed for this change
     */
    record Places(
            Map<PlannedIntent, String> repositories,
            Map<IntentId, Effect> nowhere,
            @Nullable String site,
            boolean isNew) {}

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
        String site = board.placed(List.of(packageName)).get(packageName);
        return site == null ? byName.of(packageName) : site;
    }

    /** Where intents are that Porch was given before, by their packages. */
    List<Decisions.Waiting> given(Map<String, List<PlannedIntent>> intents) {
        Map<String, String> placed = intents.isEmpty() ? Map.of() : board.placed(intents.keySet());
        List<Decisions.Waiting> given = new ArrayList<>();
        intents.forEach((packageName, all) -> {
            String site = placed.get(packageName);
            for (PlannedIntent intent : all) {
                boolean isNamed = intent.intent().constraints().porchRepository() != null;
                String repository = site == null || isNamed ? likely(packageName, intent) : site;
                given.add(new Decisions.Waiting(repository, packageName, intent));
            }
        });
        return given;
    }

    /** Finds a place for each intent of a change. */
    Places find(PackageChange change) {
        Map<PlannedIntent, String> places = new LinkedHashMap<>();
        List<PlannedIntent> open = new ArrayList<>();
        for (PlannedIntent intent : change.intents()) {
            String named = intent.intent().constraints().porchRepository();
            if (named == null) {
                open.add(intent);
            } else {
                places.put(intent, named);
            }
        }
        if (open.isEmpty()) {
            return new Places(places, Map.of(), null, false);
        }
        String packageName = change.packageName();
        String placed = board.placed(List.of(packageName)).get(packageName);
        return switch (placed == null ? search(packageName, open) : new SiteSearch.Found.At(placed, false)) {
            case SiteSearch.Found.At(String site, boolean isNew) -> {
                remember(packageName, site);
                yield at(site, isNew, open, places);
            }
            case SiteSearch.Found.Nowhere(Effect effect) -> {
                Map<IntentId, Effect> nowhere = new HashMap<>();
                for (PlannedIntent intent : open) {
                    if (allowsSites(intent)) {
                        nowhere.put(intent.id(), effect);
                    } else {
                        places.put(intent, byName.of(packageName));
                    }
                }
                yield new Places(places, nowhere, null, false);
            }
            case null -> {
                open.forEach(intent -> places.put(intent, byName.of(packageName)));
                yield new Places(places, Map.of(), null, false);
            }
        };
    }

    /** Takes in what became of a change: what its package asks for now, or that nothing came of a new one. */
    void written(PackageChange change, Places places, Map<IntentId, Effect> effects) {
        String site = places.site();
        if (site == null) {
            return;
        }
        List<PlannedIntent> here = change.intents().stream()
                .filter(intent -> site.equals(places.repositories().get(intent)))
                .toList();
        if (!places.isNew()) {
            Map<Target, Integer> replicas = replicas(here.stream()
                    .filter(intent -> isHeld(effects.get(intent.id())))
                    .toList());
            if (!replicas.isEmpty()) {
                board.count(change.packageName(), replicas);
            }
        } else if (here.stream().allMatch(intent -> effects.get(intent.id()) instanceof Effect.Refused)) {
            board.forget(change.packageName());
        }
    }

    private SiteSearch.@Nullable Found search(String packageName, List<PlannedIntent> open) {
        return open.stream()
                .filter(Placement::allowsSites)
                .findFirst()
                .map(intent -> search.find(packageName, intent.intent().constraints(), replicas(open)))
                .orElse(null);
    }

    private Places at(String site, boolean isNew, List<PlannedIntent> open, Map<PlannedIntent, String> places) {
        Map<IntentId, Effect> nowhere = new HashMap<>();
        for (PlannedIntent intent : open) {
            List<String> allowed = intent.intent().constraints().sites();
            if (allowed.isEmpty() || allowed.contains(site)) {
                places.put(intent, site);
            } else {
                nowhere.put(intent.id(), new Effect.Refused(elsewhere(site, allowed)));
            }
        }
        return new Places(places, nowhere, site, isNew);
    }

    private static Reason elsewhere(String site, List<String> allowed) {
        return new Reason(
                PorchFailure.SITE_ELSEWHERE,
                "/constraints/sites",
                "the package is at '" + site + "', which is not one of " + String.join(", ", allowed)
                        + ", and is not moved");
    }

    private void remember(String packageName, String site) {
        synchronized (remembered) {
            remembered.put(packageName, site);
        }
    }

    private static boolean allowsSites(PlannedIntent intent) {
        return !intent.intent().constraints().sites().isEmpty();
    }

    private static boolean isHeld(@Nullable Effect effect) {
        return effect instanceof Effect.InRevision || effect instanceof Effect.Awaiting;
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
