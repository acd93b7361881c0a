package io.conductorloop.executor.files;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.IntentDocument;
import io.conductorloop.executor.packages.PackageNames;
import io.conductorloop.executor.packages.RevisionPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands each intent to a porch program: {@code <porch> -intent F -out D [-structured]}. The program writes what it likes into
 * the folder; what was handed over is remembered beside it, in {@code .porch-cli}, in the form of a package per package.
 *
 * <p>The memory is written when the program has ended well. A process that dies between the two hands the same intent over
 * again, in a file of the same name, {@code intent-<id>.json}: with this store an effect comes at least once, and once only if
 * the program goes by that name or by what it wrote before. Every other redelivery is recognised.
 */
public final class PorchCliPackageStore implements PackageStore {
    private static final String MEMORY = ".porch-cli";
    private static final String INTENTS = ".intents";
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PorchCliSettings settings;
    private final Path out;
    private final RevisedFolders memory;
    private final FileSteps steps;
    private final Duration grace;

    /** @throws IOException when the folder cannot be made */
    public PorchCliPackageStore(PorchCliSettings settings, Durability durability) throws IOException {
        this(settings, new DiskSteps(durability), GRACE);
    }

    PorchCliPackageStore(PorchCliSettings settings, FileSteps steps, Duration grace) throws IOException {
        this.settings = settings;
        this.grace = grace;
        this.steps = steps;
        this.memory = new RevisedFolders(
                settings.out().resolve(MEMORY),
                steps,
                settings.timeout().plus(grace).plus(PATIENCE));
        this.out = settings.out().toRealPath();
    }

    @Override
    public Grouping grouping() {
        return Grouping.PACKAGE;
    }

    @Override
    public Map<IntentId, Effect> apply(List<PackageChange> changes) {
        Map<IntentId, Effect> effects = new HashMap<>();
        changes.forEach(change -> effects.putAll(apply(change)));
        return effects;
    }

    /** A revision for each intent, as each is a run of its own that may fail alone. */
    private Map<IntentId, Effect> apply(PackageChange change) {
        if (!PackageNames.isLabel(change.packageName())) {
            return RevisionPlan.of(change, Map.of()).settled();
        }
        Map<IntentId, Effect> effects = new HashMap<>();
        try (RevisedFolder folder = memory.lock(change.packageName())) {
            for (PlannedIntent planned : change.intents()) {
                PackageChange alone = new PackageChange(change.packageName(), List.of(planned));
                RevisionPlan plan = RevisionPlan.of(alone, folder.held(RevisionPlan.facets(alone)));
                effects.putAll(plan.isSettled() ? plan.settled() : carryOut(plan, folder));
            }
            memory.settle(change.packageName(), folder);
        } catch (IOException e) {
            Effect unavailable = new Effect.Unavailable(Obstacles.of(change.packageName(), e));
            change.intents().forEach(planned -> effects.putIfAbsent(planned.id(), unavailable));
        }
        return effects;
    }

    private Map<IntentId, Effect> carryOut(RevisionPlan plan, RevisedFolder folder) throws IOException {
        PlannedIntent planned = plan.effected().getFirst();
        Path intents = memory.root().resolve(INTENTS);
        Path file = intents.resolve("intent-" + planned.id() + ".json");
        steps.createFolder(intents);
        steps.write(file, IntentDocument.json(planned.intent()).getBytes(StandardCharsets.UTF_8));
        Effect failure = run(file);
        if (failure == null) {
            folder.commit(plan, plan.files());
        }
        steps.delete(file);
        return failure == null ? plan.written() : Map.of(planned.id(), failure);
    }

    private @Nullable Effect run(Path intent) {
        List<String> command =
                new ArrayList<>(List.of(settings.command(), "-intent", intent.toString(), "-out", out.toString()));
        if (settings.structured()) {
            command.add("-structured");
        }
        try {
            return PorchAnswer.failure(new BoundedRun(command, settings.timeout(), grace).run())
                    .orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Effect.Unavailable(Reason.of("stopped", "The executor was stopped while porch ran"));
        }
    }
}
