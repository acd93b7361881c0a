package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.HeldFacet;
import io.conductorloop.executor.packages.PackageRenderer;
import io.conductorloop.executor.packages.RevisionPlan;
import io.conductorloop.executor.porch.PackageView.Gap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides the next step of a change from what Porch shows. Nothing else is remembered between steps that matters: after a
 * crash, or when an answer was lost, planning again from what Porch shows then is how the change is resumed.
 *
 * <p>A draft's workspace is named after the intents that take effect in it, so the same work comes to the same draft whoever
 * does it. Others' drafts are let alone, but for those that an executor left behind.
 *
 * <p>Two executors may write a package at the same time, each from the same published revision: then the later one lacks what
 * the earlier one brought. Every revision notes what it was made from, so anybody sees the gap, also much later, and the next
 * revision made puts it back; if nobody has one to make, one is made for that.
 */
final class RevisionPlanner {
    private final PackageChange change;
    private final String repository;
    private final String instance;
    private final Duration lease;
    private final Approval approval;
    private final Blueprint blueprint;

    /**
     * Plans for one change.
     *
     * @param instance the name of this executor; after a restart it is the same
     * @param lease how old a draft of another executor must be to count as left behind
     * @param approval with a person's, the last step is to propose
     * @param blueprint what the package begins with when it is new, and has beside the rest when it is not
     */
    RevisionPlanner(
            PackageChange change,
            String repository,
            String instance,
            Duration lease,
            Approval approval,
            Blueprint blueprint) {
        this.change = change;
        this.repository = repository;
        this.instance = instance;
        this.lease = lease;
        this.approval = approval;
        this.blueprint = blueprint;
    }

    /** The next step. */
    Step next(Sighting seen) {
        if (seen.trust() == Sighting.Trust.NONE) {
            return new Step.Look();
        }
        PackageView view = new PackageView(seen.listing());
        Step step = decide(view, seen);
        if (!(step instanceof Step.Settled) && !(step instanceof Step.Create)) {
            return step;
        }
        return view.publishing()
                .filter(RevisionNotes::isOurs)
                .<Step>map(Step.Await::new)
                .or(() -> leftover(view, seen).map(Step.Tidy::new))
                .orElse(step);
    }

    /** What is known of the change's intents, and {@code otherwise} for those of which nothing is. */
    Map<IntentId, Effect> effects(Sighting seen, Effect otherwise) {
        PackageView view = new PackageView(seen.listing());
        Map<IntentId, Effect> effects = known(view);
        PackageBase base = PackageBase.of(view, seen);
        if (seen.trust() != Sighting.Trust.NONE && base.missing() == null) {
            effects.putAll(plan(effects, base.files()).settled());
        }
        change.intents().forEach(intent -> effects.putIfAbsent(intent.id(), otherwise));
        return effects;
    }

    private Step decide(PackageView view, Sighting seen) {
        Map<IntentId, Effect> effects = known(view);
        Gap gap = view.gap();
        if (effects.size() == change.intents().size() && gap.between().isEmpty() && gap.isComplete()) {
            return new Step.Settled(effects);
        }
        if (!gap.isComplete() && seen.trust() != Sighting.Trust.FRESH) {
            return new Step.Look();
        }
        PackageBase base = PackageBase.of(view, seen);
        if (base.missing() != null) {
            return new Step.Read(base.missing());
        }
        RevisionPlan plan = plan(effects, base.files());
        effects.putAll(plan.settled());
        if (plan.isSettled() && !base.isMended()) {
            return new Step.Settled(effects);
        }
        Effect obstacle = blueprint.obstacle();
        if (obstacle != null && !plan.isSettled()) {
            plan.effected().forEach(intent -> effects.put(intent.id(), obstacle));
            return new Step.Settled(effects);
        }
        RevisionState upstream = blueprint.upstream();
        if (upstream != null
                && !plan.isSettled()
                && view.latest() != null
                && !seen.files().containsKey(upstream.name())) {
            return new Step.Read(upstream);
        }
        String workspace = plan.isSettled() ? base.workspace() : plan.revision();
        RevisionState latest = view.latest();
        RevisionNotes notes = new RevisionNotes(
                instance,
                plan.effected().stream().map(PlannedIntent::id).toList(),
                latest == null ? 0 : latest.revision(),
                RevisionNotes.digest(plan.files()));
        Optional<RevisionState> own = view.inWorkspace(workspace);
        if (own.isPresent()) {
            return goOn(own.get(), notes, plan, base, effects, seen);
        }
        Optional<RevisionState> blocking = new Proposals(view, approval).blocking(workspace);
        if (blocking.isPresent()) {
            return Proposals.behind(blocking.get(), plan.effected(), effects, seen);
        }
        return obstacle(view, seen)
                .orElseGet(() -> new Step.Create(new RevisionDraft(
                        repository,
                        change.packageName(),
                        workspace,
                        latest,
                        latest == null ? upstream : null,
                        "What network intents ask of the workloads of " + change.packageName(),
                        notes.annotations())));
    }

    private Step goOn(
            RevisionState own,
            RevisionNotes notes,
            RevisionPlan plan,
            PackageBase base,
            Map<IntentId, Effect> effects,
            Sighting seen) {
        if (own.isPublished()) {
            effects.putAll(plan.written());
            return new Step.Settled(effects);
        }
        if (!RevisionNotes.isOurs(own)) {
            Effect collision = new Effect.Refused(Reason.of(
                    "porch-collision",
                    "somebody else's revision " + own.name()
                            + " has the name that belongs to the intent's; remove it and" + " replay the intent"));
            plan.effected().forEach(intent -> effects.put(intent.id(), collision));
            return new Step.Settled(effects);
        }
        if (own.pending() || own.lifecycle().isPublished()) {
            return new Step.Await(own);
        }
        if (!notes.describe(own)) {
            return new Step.Clear(own);
        }
        String error = own.error();
        if (error != null) {
            return new Step.Abandon(
                    own, Reason.of(PorchFailure.RENDER, "the functions of the package fail on it: " + error));
        }
        return switch (own.lifecycle()) {
            case DRAFT ->
                own.contentVersion().equals(seen.written())
                        ? new Step.Propose(own, approval == Approval.AUTO ? Map.of() : RevisionNotes.AWAITING_APPROVAL)
                        : write(own, plan, base, notes, seen);
            case PROPOSED -> {
                if (approval == Approval.AUTO) {
                    yield new Step.Publish(own);
                }
                Effect waits = new Effect.Awaiting(change.packageName(), own.workspace(), true);
                plan.effected().forEach(intent -> effects.put(intent.id(), waits));
                yield new Step.Settled(effects);
            }
            case PUBLISHED, DELETION_PROPOSED -> new Step.Await(own);
        };
    }

    private Optional<Step> obstacle(PackageView view, Sighting seen) {
        boolean isNew = view.latest() == null;
        Proposals proposals = new Proposals(view, approval);
        for (RevisionState draft : view.open()) {
            boolean byExecutor = RevisionNotes.isOurs(draft);
            boolean isLive = byExecutor && !isLeftover(view, draft) && !proposals.isKept(draft);
            if ((isLive && !seen.outwaited().contains(draft.name())) || (isNew && !isLeftover(view, draft))) {
                return Optional.of(new Step.Wait(
                        draft,
                        Reason.of(
                                PorchFailure.BUSY,
                                byExecutor
                                        ? "another executor is writing the package, in draft " + draft.name()
                                        : "somebody has begun the package in draft " + draft.name()
                                                + " and not published it yet; publish or remove it")));
            }
        }
        return Optional.empty();
    }

    private Optional<RevisionState> leftover(PackageView view, Sighting seen) {
        return view.open().stream()
                .filter(draft -> isLeftover(view, draft))
                .filter(draft -> !seen.untidied().contains(draft.name()))
                .findFirst();
    }

    /** This executor writes a package once at a time, so a draft of its own that it does not go on with is left behind. */
    private boolean isLeftover(PackageView view, RevisionState draft) {
        if (new Proposals(view, approval).isKept(draft)) {
            return false;
        }
        return RevisionNotes.isOf(instance, draft) || (RevisionNotes.isOurs(draft) && view.isOlder(draft, lease));
    }

    /** What the revisions say of the change's intents: that they took effect, wait for a person, or were rejected by one. */
    private Map<IntentId, Effect> known(PackageView view) {
        Map<IntentId, String> workspaces = view.effected();
        Map<IntentId, Effect> effects = new HashMap<>(new Proposals(view, approval).effects());
        effects.keySet()
                .retainAll(change.intents().stream().map(PlannedIntent::id).toList());
        for (PlannedIntent intent : change.intents()) {
            String workspace = workspaces.get(intent.id());
            if (workspace != null) {
                effects.put(intent.id(), new Effect.InRevision(change.packageName(), workspace));
            }
        }
        return effects;
    }

    private RevisionPlan plan(Map<IntentId, Effect> effects, SortedMap<String, String> files) {
        List<PlannedIntent> open = change.intents().stream()
                .filter(intent -> !effects.containsKey(intent.id()))
                .toList();
        if (open.isEmpty()) {
            return new RevisionPlan(change.packageName(), List.of(), "", new TreeMap<>(), Map.of());
        }
        PackageChange left = new PackageChange(change.packageName(), open);
        Map<Facet, HeldFacet> held = new HashMap<>();
        for (Facet facet : RevisionPlan.facets(left)) {
            String file = files.get(FacetFile.nameOf(facet));
            held.put(facet, file == null ? HeldFacet.ABSENT : HeldFacet.read(file.getBytes(StandardCharsets.UTF_8)));
        }
        return RevisionPlan.of(left, held);
    }

    /**
     * All files of the draft: what stands, what the blueprint has beside it, what the intents ask for, and what every package has
     * where it lacks that. What was cloned stands in the draft itself.
     */
    private Step write(RevisionState own, RevisionPlan plan, PackageBase base, RevisionNotes notes, Sighting seen) {
        SortedMap<String, String> files = new TreeMap<>(base.files());
        RevisionState upstream = blueprint.upstream();
        if (upstream != null) {
            boolean isCloned = notes.sourceRevision() == 0;
            SortedMap<String, String> more = seen.files().get(isCloned ? own.name() : upstream.name());
            if (more == null) {
                return new Step.Read(isCloned ? own : upstream);
            }
            more.forEach((path, file) -> {
                if (isCloned || !Blueprint.ITS_OWN.contains(path)) {
                    files.putIfAbsent(path, file);
                }
            });
        }
        files.putAll(plan.files());
        PackageRenderer.packageFiles(change.packageName()).forEach((path, file) -> files.putIfAbsent(path, file));
        files.computeIfPresent(PackageRenderer.KPTFILE, (_, kptfile) -> KptfileNotes.with(kptfile, notes.ids()));
        return new Step.Write(own, files);
    }
}
