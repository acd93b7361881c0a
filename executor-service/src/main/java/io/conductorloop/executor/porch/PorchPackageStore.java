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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps packages in the repositories of a Porch server: a published package revision for each change. A change whose intents
 * name different repositories is split by them, and one of very many intents into revisions that can still name them all.
 *
 * <p>Where Porch refuses the content of a change of several intents, each is tried by itself, so that one bad intent does not
 * take the others with it.
 */
public final class PorchPackageStore implements PackageStore {
    /** Files of published revisions kept in memory, in letters. */
    private static final long MEMORY = 4L << 20;

    /** Refusals for which one intent of many may be the reason. */
    private static final Set<String> ABOUT_CONTENT =
            Set.of(PorchFailure.RENDER, PorchFailure.INVALID, PorchFailure.SIZE);

    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final PorchSettings settings;
    private final RepositoryChoice choice;
    private final GitTurns turns;
    private final FileMemory memory = new FileMemory(MEMORY);
    private final Pauses pauses;
    private final RevisionRun.Patience patience;

    /** Wires the store; {@code nanoTime} never goes back. */
    public PorchPackageStore(
            PackageRevisions revisions,
            PorchRepositories repositories,
            PorchSettings settings,
            GitTurns turns,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.revisions = revisions;
        this.repositories = repositories;
        this.settings = settings;
        this.choice = new RepositoryChoice(settings.repositories());
        this.turns = turns;
        this.pauses = new Pauses(settings.firstPause(), settings.longestPause(), random);
        this.patience = new RevisionRun.Patience(settings.waitForOthers(), settings.waitForServer(), nanoTime);
    }

    @Override
    public Grouping grouping() {
        return Grouping.PACKAGE;
    }

    /** The repository that its newest intent goes to: one git repository takes so many changes at a time. */
    @Override
    public Site site(PackageChange change) {
        return new Site(repositoryOf(change.packageName(), change.intents().getLast()), turns.atOnce());
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
        Map<String, List<PlannedIntent>> byRepository = new LinkedHashMap<>();
        for (PlannedIntent intent : change.intents()) {
            byRepository
                    .computeIfAbsent(repositoryOf(change.packageName(), intent), _ -> new ArrayList<>())
                    .add(intent);
        }
        Map<IntentId, Effect> effects = new HashMap<>();
        byRepository.forEach((repository, intents) -> {
            for (int from = 0; from < intents.size(); from += RevisionNotes.MOST_INTENTS) {
                int to = Math.min(from + RevisionNotes.MOST_INTENTS, intents.size());
                effects.putAll(apply(new PackageChange(change.packageName(), intents.subList(from, to)), repository));
            }
        });
        return effects;
    }

    private String repositoryOf(String packageName, PlannedIntent intent) {
        String named = intent.intent().constraints().porchRepository();
        return named == null ? choice.of(packageName) : named;
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
        Map<IntentId, Effect> effects = run(repository, change);
        List<PlannedIntent> suspects = change.intents().stream()
                .filter(intent -> effects.get(intent.id()) instanceof Effect.Refused(Reason reason)
                        && ABOUT_CONTENT.contains(reason.rule()))
                .toList();
        if (suspects.size() > 1) {
            for (PlannedIntent suspect : suspects) {
                effects.putAll(run(repository, new PackageChange(change.packageName(), List.of(suspect))));
            }
        }
        return effects;
    }

    private Map<IntentId, Effect> run(String repository, PackageChange change) {
        RevisionPlanner planner = new RevisionPlanner(change, repository, settings.instance(), settings.lease());
        RevisionRun.Target target = new RevisionRun.Target(repository, change.packageName());
        return new HashMap<>(new RevisionRun(planner, revisions, target, memory, pauses, patience).run());
    }

    private static Map<IntentId, Effect> all(PackageChange change, Effect effect) {
        Map<IntentId, Effect> effects = new HashMap<>();
        change.intents().forEach(intent -> effects.put(intent.id(), effect));
        return effects;
    }
}
