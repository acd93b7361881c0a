package io.conductorloop.executor.files;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.packages.PackageNames;
import io.conductorloop.executor.packages.PackageRenderer;
import io.conductorloop.executor.packages.RevisionPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps each package in a folder of its name. Several executors may share the folder. A file that no executor wrote, a link
 * among them, is never written over or through; whoever can change the folder while a call runs is trusted.
 */
public final class DirectoryPackageStore implements PackageStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RevisedFolders folders;

    /**
     * @param root made when missing
     * @throws IOException when it cannot be made
     */
    public DirectoryPackageStore(Path root, Durability durability) throws IOException {
        this(root, new DiskSteps(durability), PATIENCE);
    }

    DirectoryPackageStore(Path root, FileSteps steps, Duration patience) throws IOException {
        this.folders = new RevisedFolders(root, steps, patience);
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

    private Map<IntentId, Effect> apply(PackageChange change) {
        if (!PackageNames.isLabel(change.packageName())) {
            return RevisionPlan.of(change, Map.of()).settled();
        }
        try (RevisedFolder folder = folders.lock(change.packageName())) {
            RevisionPlan plan = switch (folder.place()) {
                case OBSTRUCTED -> RevisionPlan.refusal(change, Obstacles.noFolder(change.packageName()));
                case FREE -> RevisionPlan.of(change, Map.of());
                case FOLDER -> RevisionPlan.of(change, folder.held(RevisionPlan.facets(change)));
            };
            if (!plan.isSettled()) {
                folder.commit(plan, files(plan, folder));
            }
            folders.settle(change.packageName(), folder);
            return plan.written();
        } catch (IOException e) {
            return unavailable(change, Obstacles.of(change.packageName(), e));
        }
    }

    /** The plan's files, and those of the package itself that it lacks: what somebody made of them since is theirs. */
    private static SortedMap<String, String> files(RevisionPlan plan, RevisedFolder folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>(plan.files());
        List<String> missing = new ArrayList<>();
        for (String file : PackageRenderer.PACKAGE_FILES) {
            if (!folder.has(file)) {
                missing.add(file);
            }
        }
        if (!missing.isEmpty()) {
            SortedMap<String, String> all = PackageRenderer.packageFiles(plan.packageName());
            missing.forEach(file -> files.put(file, all.getOrDefault(file, "")));
        }
        return files;
    }

    private static Map<IntentId, Effect> unavailable(PackageChange change, Reason reason) {
        Map<IntentId, Effect> effects = new HashMap<>();
        change.intents().forEach(planned -> effects.put(planned.id(), new Effect.Unavailable(reason)));
        return effects;
    }
}
