package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.PackageNames;
import io.conductorloop.executor.packages.RevisionPlan;
import io.conductorloop.executor.porch.PorchRepository.NotReady;
import io.conductorloop.executor.porch.PorchRepository.ReadOnly;
import io.conductorloop.executor.porch.PorchRepository.Ready;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps packages in the repositories of a Porch server: a published package revision for each change. A change whose intents
 * name different repositories is split by them, and one of very many intents into revisions that can still name them all.
 *
 * <p>Where Porch refuses the content of a change of several intents, it is halved until it is known which of them is to blame,
 * so that one bad intent does not take the others with it.
 */
public final class PorchPackageStore implements PackageStore {
    /** Files of published revisions kept in memory, in letters. */
    private static final long MEMORY = 4L << 20;

    /** Refusals for which one intent of many may be the reason. */
    private static final Set<String> ABOUT_CONTENT =
            Set.of(PorchFailure.RENDER, PorchFailure.INVALID, PorchFailure.SIZE);

    /** So often a change is tried, whole and in parts; each try takes seconds. */
    private static final int MOST_RUNS = 25;

    private static final int MOST_OUTWAITED = 1000;

    private static final Effect LATER = new Effect.Unavailable(
            Reason.of(
                    PorchFailure.RENDER,
                    "the package cannot be rendered with the intents that came together; which of them is at fault is not known yet"));

    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final PorchSettings settings;
    private final Placement placement;
    private final GitTurns turns;
    private final Decisions decisions;
    private final FileMemory memory = new FileMemory(MEMORY);
    private final Pauses pauses;
    private final RevisionRun.Patience patience;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> outwaited = ConcurrentHashMap.newKeySet();

    /** Wires the store; {@code nanoTime} never goes back. */
    public PorchPackageStore(
            PackageRevisions revisions,
            PorchRepositories repositories,
            PorchSettings settings,
            Placement placement,
            GitTurns turns,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.revisions = revisions;
        this.repositories = repositories;
        this.settings = settings;
        this.placement = placement;
        this.turns = turns;
        this.decisions = new Decisions(revisions, settings);
        this.pauses = new Pauses(settings.firstPause(), settings.longestPause(), random);
        this.patience = new RevisionRun.Patience(settings.waitForOthers(), settings.waitForServer(), nanoTime);
    }

    @Override
    public Grouping grouping() {
        return Grouping.PACKAGE;
    }

    /** Whether the package of a revision is being written. */
    public boolean isWriting(RevisionState revision) {
        return underWay.contains(key(revision.repository(), revision.packageName()));
    }

    /** The repository that its newest intent probably goes to: one git repository takes so many changes at a time. */
    @Override
    public Site site(PackageChange change) {
        return new Site(placement.likely(change.packageName(), change.intents().getLast()), turns.atOnce());
    }

    @Override
    public Set<IntentId> decided(Map<String, List<PlannedIntent>> waiting) {
        return decisions.decided(placement.given(waiting));
    }

    @Override
    public Map<IntentId, Effect> apply(List<PackageChange> changes) {
        Map<IntentId, Effect> effects = new HashMap<>();
        changes.forEach(change -> effects.putAll(apply(change)));
        return effects;
    }

    private Map<IntentId, Effect> apply(PackageChange change) {
        if (!PackageNames.isLabel(change.packageName())) {
            return RevisionPlan.of(change, Map.of()).settled();
        }
        Placement.Places places = placement.find(change);
        Map<String, List<PlannedIntent>> byRepository = new LinkedHashMap<>();
        places.repositories()
                .forEach((intent, repository) -> byRepository
                        .computeIfAbsent(repository, _ -> new ArrayList<>())
                        .add(intent));
        Map<IntentId, Effect> effects = new HashMap<>(places.nowhere());
        byRepository.forEach((repository, all) -> {
            List<PlannedIntent> intents = new ArrayList<>(all);
            for (PlannedIntent intent : all) {
                PackageChange alone = new PackageChange(change.packageName(), List.of(intent));
                if (Blueprint.named(alone).isPresent() && all.size() > 1) {
                    intents.remove(intent);
                    effects.putAll(apply(alone, repository));
                }
            }
            for (int from = 0; from < intents.size(); from += RevisionNotes.MOST_INTENTS) {
                int to = Math.min(from + RevisionNotes.MOST_INTENTS, intents.size());
                effects.putAll(apply(new PackageChange(change.packageName(), intents.subList(from, to)), repository));
            }
        });
        placement.written(change, places, effects);
        return effects;
    }

    private Map<IntentId, Effect> apply(PackageChange change, String repository) {
        return switch (repositories.find(repository)) {
            case Answer.Done<PorchRepository>(PorchRepository found) -> applyTo(found, change);
            case Answer.Absent<PorchRepository> _ ->
                all(
                        change,
                        new Effect.Refused(Reason.of(
                                PorchFailure.REPOSITORY,
                                "no repository '" + repository + "' is registered with Porch")));
            case Answer.Refused<PorchRepository>(Reason reason) -> all(change, new Effect.Refused(reason));
            case Answer.Unknown<PorchRepository>(Reason reason) -> all(change, new Effect.Unavailable(reason));
            case Answer.Away<PorchRepository> away -> all(change, new Effect.Unavailable(away.reason()));
        };
    }

    private Map<IntentId, Effect> applyTo(PorchRepository repository, PackageChange change) {
        return switch (repository.standing()) {
            case ReadOnly(String why) ->
                all(
                        change,
                        new Effect.Refused(Reason.of(
                                PorchFailure.REPOSITORY,
                                "repository '" + repository.name() + "' takes no packages: " + why)));
            case NotReady(String why) ->
                all(
                        change,
                        new Effect.Unavailable(Reason.of(
                                PorchFailure.REPOSITORY,
                                "repository '" + repository.name() + "' is not ready: " + why)));
            case Ready _ -> inTurn(repository, change);
        };
    }

    private Map<IntentId, Effect> inTurn(PorchRepository repository, PackageChange change) {
        try {
            return turns.take(repository.gitUrl(), () -> write(repository.name(), change));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return all(
                    change,
                    new Effect.Unavailable(Reason.of(
                            "busy",
                            "repository '" + repository.name() + "' was busy with other packages for too long")));
        }
    }

    private Map<IntentId, Effect> write(String repository, PackageChange change) {
        String key = key(repository, change.packageName());
        underWay.add(key);
        try {
            return writeInParts(repository, change);
        } finally {
            underWay.remove(key);
        }
    }

    private Map<IntentId, Effect> writeInParts(String repository, PackageChange change) {
        Map<IntentId, Effect> effects = new HashMap<>();
        Deque<PackageChange> parts = new ArrayDeque<>(List.of(change));
        for (int runs = 0; !parts.isEmpty(); runs++) {
            PackageChange part = parts.removeFirst();
            if (runs == MOST_RUNS) {
                effects.putAll(all(part, LATER));
                parts.forEach(left -> effects.putAll(all(left, LATER)));
                return effects;
            }
            Map<IntentId, Effect> now = run(repository, part);
            effects.putAll(now);
            parts.addAll(halves(part, now));
        }
        return effects;
    }

    /** Those whose content was refused, in two parts; nothing where it is known by whose fault. */
    private static List<PackageChange> halves(PackageChange change, Map<IntentId, Effect> effects) {
        List<PlannedIntent> suspects = change.intents().stream()
                .filter(intent -> effects.get(intent.id()) instanceof Effect.Refused(Reason reason)
                        && ABOUT_CONTENT.contains(reason.rule()))
                .toList();
        int half = suspects.size() / 2;
        return half == 0
                ? List.of()
                : List.of(
                        new PackageChange(change.packageName(), suspects.subList(0, half)),
                        new PackageChange(change.packageName(), suspects.subList(half, suspects.size())));
    }

    private Map<IntentId, Effect> run(String repository, PackageChange change) {
        RevisionPlanner planner = new RevisionPlanner(
                change, repository, settings.instance(), settings.lease(), settings.approval(), blueprint(change));
        if (outwaited.size() > MOST_OUTWAITED) {
            outwaited.clear();
        }
        RevisionRun.Place place = new RevisionRun.Place(repository, change.packageName());
        return new HashMap<>(new RevisionRun(planner, revisions, place, memory, pauses, patience, outwaited).run());
    }

    private Blueprint blueprint(PackageChange change) {
        return Blueprint.named(change)
                .map(name -> Blueprint.find(name, revisions, repositories))
                .orElse(Blueprint.NONE);
    }

    private static String key(String repository, String packageName) {
        return repository + "." + packageName;
    }

    private static Map<IntentId, Effect> all(PackageChange change, Effect effect) {
        Map<IntentId, Effect> effects = new HashMap<>();
        change.intents().forEach(intent -> effects.put(intent.id(), effect));
        return effects;
    }
}
