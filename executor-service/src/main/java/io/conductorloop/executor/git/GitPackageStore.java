package io.conductorloop.executor.git;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.HeldFacet;
import io.conductorloop.executor.packages.PackageNames;
import io.conductorloop.executor.packages.PackageRenderer;
import io.conductorloop.executor.packages.RevisionPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Keeps packages as folders of a git branch: one commit for all packages of a call. The branch moves only from the commit that
 * was decided on; if another moved it meanwhile, the call decides again on what it finds there. So whatever number of
 * executors and people write to the branch, an intent is committed once, also when the answer to a push was lost.
 *
 * <p>Objects are written straight to the repository: there is no working tree to keep up, and of the branch's last commit only
 * the list of packages and the packages concerned are read.
 */
public final class GitPackageStore implements PackageStore, AutoCloseable {
    private static final int TRIES = 12;
    private static final Duration PAUSE = Duration.ofMillis(4);

    /** Commits between two looks at whether loose objects or many packs want packing; the packing itself runs beside the calls. */
    private static final int TIDY_EVERY = 50;

    /** Packages in a batch from which on its objects are worth a pack. */
    private static final int PACK_FROM = 16;

    private final Repository repository;
    private final Branch branch;
    private final GitSettings settings;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();

    private ObjectId lastTree = ObjectId.zeroId();
    private GitTree lastPackages = GitTree.EMPTY;
    private int commits;

    /** @throws IOException when there is something at the repository's place that is none, or it cannot be made */
    public GitPackageStore(GitSettings settings, InstantSource clock) throws IOException {
        this(settings, clock, Repositories.open(settings));
    }

    private GitPackageStore(GitSettings settings, InstantSource clock, Repository repository) throws IOException {
        this(settings, clock, repository, branch(settings, clock, repository));
    }

    GitPackageStore(GitSettings settings, InstantSource clock, Repository repository, Branch branch) {
        this.settings = settings;
        this.clock = clock;
        this.repository = repository;
        this.branch = branch;
    }

    private static Branch branch(GitSettings settings, InstantSource clock, Repository repository) throws IOException {
        LocalBranch local = new LocalBranch(repository, settings.branch(), clock);
        String remote = settings.remote();
        return remote == null ? local : new RemoteBranch(repository, local, settings, remote);
    }

    @Override
    public Grouping grouping() {
        return Grouping.BATCH;
    }

    @Override
    public Map<IntentId, Effect> apply(List<PackageChange> changes) {
        List<PackageChange> merged = byPackage(changes);
        turn.lock();
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                ObjectId tip = branch.tip();
                GitTree packages = packages(tip);
                List<RevisionPlan> plans = plans(merged, packages);
                if (plans.stream().allMatch(RevisionPlan::isSettled)
                        || branch.advance(tip, commit(tip, packages, plans))) {
                    tidy();
                    return effects(plans);
                }
                LockSupport.parkNanos(PAUSE.multipliedBy(1 + tries).toNanos());
            }
            return unavailable(merged, "others keep moving branch " + settings.branch());
        } catch (IOException | JGitInternalException e) {
            return unavailable(merged, e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    private List<RevisionPlan> plans(List<PackageChange> changes, GitTree packages) throws IOException {
        List<RevisionPlan> plans = new ArrayList<>(changes.size());
        try (ObjectReader reader = repository.newObjectReader()) {
            for (PackageChange change : changes) {
                plans.add(plan(change, packages, reader));
            }
        }
        return plans;
    }

    private static RevisionPlan plan(PackageChange change, GitTree packages, ObjectReader reader) throws IOException {
        Map<Facet, HeldFacet> held = new HashMap<>();
        if (PackageNames.isLabel(change.packageName())) {
            if (packages.hasFile(change.packageName())) {
                return RevisionPlan.refusal(
                        change,
                        Reason.of(
                                "foreign-file",
                                "where the folder of package " + change.packageName()
                                        + " belongs the branch has a file; remove it and replay the intent"));
            }
            GitTree folder = packages.folder(reader, change.packageName());
            for (Facet facet : RevisionPlan.facets(change)) {
                held.put(facet, folder.held(reader, FacetFile.nameOf(facet)));
            }
        }
        return RevisionPlan.of(change, held);
    }

    /** The commit that makes the plans take effect on top of the tip; nothing points to it yet. */
    private ObjectId commit(ObjectId tip, GitTree packages, List<RevisionPlan> plans) throws IOException {
        List<RevisionPlan> writing =
                plans.stream().filter(plan -> !plan.isSettled()).toList();
        try (ObjectReader reader = repository.newObjectReader();
                ObjectInserter inserter = inserter(writing)) {
            SortedMap<String, GitTree.Entry> changed = new TreeMap<>();
            for (RevisionPlan plan : writing) {
                GitTree folder = packages.folder(reader, plan.packageName());
                ObjectId id = folder.with(files(plan, folder, inserter)).write(inserter);
                changed.put(plan.packageName() + "/", new GitTree.Entry(FileMode.TREE, id));
            }
            GitTree root = packages.with(changed);
            ObjectId tree = root.write(inserter);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            if (!tip.equals(ObjectId.zeroId())) {
                commit.setParentId(tip);
            }
            PersonIdent author =
                    new PersonIdent(settings.authorName(), settings.authorEmail(), clock.instant(), ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage(CommitMessage.of(writing));
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            remember(tree, root);
            return id;
        }
    }

    /**
     * One pack for a large batch, as thousands of small files cost more than they hold. It does not look for each object in
     * every pack there is: nearly all are new.
     */
    private ObjectInserter inserter(List<RevisionPlan> plans) {
        if (plans.size() >= PACK_FROM && repository.getObjectDatabase() instanceof ObjectDirectory objects) {
            PackInserter inserter = objects.newPackInserter();
            inserter.checkExisting(false);
            return inserter;
        }
        return repository.newObjectInserter();
    }

    /** The plan's files, and those of the package itself that it lacks: what somebody made of them since is theirs. */
    private static SortedMap<String, GitTree.Entry> files(RevisionPlan plan, GitTree folder, ObjectInserter inserter)
            throws IOException {
        SortedMap<String, String> contents = new TreeMap<>(plan.files());
        PackageRenderer.packageFiles(plan.packageName()).forEach((file, content) -> {
            if (!folder.has(file)) {
                contents.put(file, content);
            }
        });
        SortedMap<String, GitTree.Entry> files = new TreeMap<>();
        for (Map.Entry<String, String> file : contents.entrySet()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8));
            files.put(file.getKey(), new GitTree.Entry(FileMode.REGULAR_FILE, blob));
        }
        return files;
    }

    private GitTree packages(ObjectId tip) throws IOException {
        if (tip.equals(ObjectId.zeroId())) {
            return GitTree.EMPTY;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId tree = walk.parseCommit(tip).getTree().getId();
            if (!tree.equals(lastTree)) {
                remember(tree, GitTree.read(walk.getObjectReader(), tree));
            }
            return lastPackages;
        }
    }

    private void remember(ObjectId tree, GitTree packages) {
        lastTree = tree;
        lastPackages = packages;
    }

    private void tidy() {
        if (++commits % TIDY_EVERY == 0) {
            repository.autoGC(NullProgressMonitor.INSTANCE);
        }
    }

    private static Map<IntentId, Effect> effects(List<RevisionPlan> plans) {
        Map<IntentId, Effect> effects = new HashMap<>();
        plans.forEach(plan -> effects.putAll(plan.written()));
        return effects;
    }

    private Map<IntentId, Effect> unavailable(List<PackageChange> changes, String why) {
        Effect effect = new Effect.Unavailable(
                Reason.of("store-git", "the commit to " + settings.repository() + " did not come about: " + why));
        Map<IntentId, Effect> effects = new HashMap<>();
        changes.forEach(change -> change.intents().forEach(planned -> effects.put(planned.id(), effect)));
        return effects;
    }

    /** One change a package, so that each is decided on what the others leave. */
    private static List<PackageChange> byPackage(List<PackageChange> changes) {
        Map<String, List<PlannedIntent>> intents = new LinkedHashMap<>();
        changes.forEach(change -> intents.computeIfAbsent(change.packageName(), name -> new ArrayList<>())
                .addAll(change.intents()));
        List<PackageChange> merged = new ArrayList<>(intents.size());
        intents.forEach((name, all) -> {
            all.sort(Comparator.comparingLong(PlannedIntent::sequence));
            merged.add(new PackageChange(name, all));
        });
        return merged;
    }
}
