package io.conductorloop.executor.porch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.FacetMark;
import io.conductorloop.executor.packages.HeldFacet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a package was proposed to a person. Open is what is proposed and nobody has decided about. Rejected is a draft that had
 * been proposed: it stays until its intents have been told. A proposal made from what is no longer the latest revision counts as
 * neither, as it lacks what came since.
 */
final class Proposals {
    private final PackageView view;
    private final Approval approval;

    Proposals(PackageView view, Approval approval) {
        this.view = view;
        this.approval = approval;
    }

    /** Whether a person has rejected the revision. */
    static boolean isRejected(RevisionState revision) {
        return revision.lifecycle() == Lifecycle.DRAFT && RevisionNotes.isForPerson(revision);
    }

    /** What is known of intents that were proposed: that they are waited for, or were rejected. */
    Map<IntentId, Effect> effects() {
        Map<IntentId, Effect> effects = new HashMap<>();
        for (RevisionState revision : view.open()) {
            if (isRejected(revision)) {
                Effect rejected = new Effect.Refused(Reason.of(
                        PorchFailure.REJECTED,
                        "revision " + revision.workspace() + " of package " + revision.packageName()
                                + " was proposed, and somebody rejected it"));
                RevisionNotes.intents(revision).forEach(id -> effects.put(id, rejected));
            } else if (isOpen(revision) && !revision.pending() && revision.error() == null) {
                Effect waits = new Effect.Awaiting(revision.packageName(), revision.workspace(), true);
                RevisionNotes.intents(revision).forEach(id -> effects.put(id, waits));
            }
        }
        return effects;
    }

    /** Whether it is an executor's to leave alone, as a person is to decide or has just done so. */
    boolean isKept(RevisionState revision) {
        return isOpen(revision) || isRejected(revision);
    }

    /** The revision that must be decided about, and its end told, before the next one is proposed. */
    Optional<RevisionState> blocking(String workspace) {
        return approval == Approval.AUTO
                ? Optional.empty()
                : view.open().stream()
                        .filter(this::isKept)
                        .filter(revision -> !revision.workspace().equals(workspace))
                        .findFirst();
    }

    /**
     * What to do about intents while a revision blocks theirs: they wait behind it, but for those that it has outrun already. One that
     * says nothing but what they would replace is withdrawn.
     */
    static Step behind(
            RevisionState blocking, List<PlannedIntent> intents, Map<IntentId, Effect> effects, Sighting seen) {
        SortedMap<String, String> files = seen.files().get(blocking.name());
        if (files == null && !isRejected(blocking)) {
            return new Step.Read(blocking);
        }
        Set<IntentId> standing = new HashSet<>(RevisionNotes.intents(blocking));
        boolean isToBeReplaced = !standing.isEmpty() && !isRejected(blocking);
        for (PlannedIntent intent : intents) {
            FacetMark proposed = mark(intent, files == null ? Collections.emptySortedMap() : files);
            if (proposed != null && proposed.sequence() > intent.sequence()) {
                effects.put(intent.id(), new Effect.Outrun(proposed.id()));
            } else {
                effects.put(intent.id(), new Effect.Awaiting(blocking.packageName(), blocking.workspace(), false));
                if (proposed != null) {
                    standing.remove(proposed.id());
                }
            }
        }
        return isToBeReplaced && standing.isEmpty() ? new Step.Clear(blocking) : new Step.Settled(effects);
    }

    private boolean isOpen(RevisionState revision) {
        RevisionState latest = view.latest();
        return approval == Approval.PROPOSE_ONLY
                && revision.lifecycle() == Lifecycle.PROPOSED
                && RevisionNotes.isOurs(revision)
                && RevisionNotes.sourceRevision(revision).orElse(0) == (latest == null ? 0 : latest.revision());
    }

    private static @Nullable FacetMark mark(PlannedIntent intent, SortedMap<String, String> files) {
        Facet facet = Facet.of(intent.intent());
        String file = FacetFile.isNameable(facet) ? files.get(FacetFile.nameOf(facet)) : null;
        return file != null && HeldFacet.read(file.getBytes(UTF_8)) instanceof HeldFacet.Marked(FacetMark mark)
                ? mark
                : null;
    }
}
