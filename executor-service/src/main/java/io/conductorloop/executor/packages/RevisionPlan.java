package io.conductorloop.executor.packages;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PlannedIntent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store does for a change of one package, decided from what the package holds: the rule by which every store
 * recognises a redelivered intent, refuses an older one and lets the newest win.
 *
 * @param effected the intents that take effect now, in sequence order; empty: there is nothing to write
 * @param revision the revision they take effect in; without meaning when there are none
 * @param files what to write for them, by path in the package
 * @param settled what became of the other intents of the change
 */
public record RevisionPlan(
        String packageName,
        List<PlannedIntent> effected,
        String revision,
        SortedMap<String, String> files,
        Map<IntentId, Effect> settled) {
    public RevisionPlan {
        effected = List.copyOf(effected);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        settled = Collections.unmodifiableMap(new LinkedHashMap<>(settled));
    }

    /**
     * Decides. Where a change has several intents of a facet, the newest takes effect and outruns the others, except one that
     * the package already holds.
     *
     * @param held what the package holds of the facets that {@link #facets} names; one that is missing is absent
     */
    public static RevisionPlan of(PackageChange change, Map<Facet, HeldFacet> held) {
        if (!PackageNames.isLabel(change.packageName())) {
            return refusal(change, Reason.of("dns-1123", "a package cannot be named '" + change.packageName() + "'"));
        }
        Map<IntentId, Effect> settled = new LinkedHashMap<>();
        Map<Facet, PlannedIntent> winners = new LinkedHashMap<>();
        for (PlannedIntent planned : change.intents()) {
            Facet facet = Facet.of(planned.intent());
            if (!FacetFile.isNameable(facet)) {
                settled.put(planned.id(), unnameable(facet));
                continue;
            }
            switch (held.getOrDefault(facet, HeldFacet.ABSENT)) {
                case HeldFacet.Foreign foreign ->
                    settled.put(planned.id(), foreign(change.packageName(), facet, foreign));
                case HeldFacet.Marked(FacetMark mark)
                when mark.id().equals(planned.id()) ->
                    settled.put(planned.id(), new Effect.InRevision(change.packageName(), mark.revision()));
                case HeldFacet.Marked(FacetMark mark)
                when mark.sequence() > planned.sequence() -> settled.put(planned.id(), new Effect.Outrun(mark.id()));
                case HeldFacet.Marked _, HeldFacet.Absent _ -> compete(winners, settled, facet, planned);
            }
        }
        return writing(change.packageName(), List.copyOf(winners.values()), settled);
    }

    /** The facets that a change speaks of and a store has to look up; what cannot be a file's name is left out. */
    public static List<Facet> facets(PackageChange change) {
        return change.intents().stream()
                .map(planned -> Facet.of(planned.intent()))
                .filter(FacetFile::isNameable)
                .distinct()
                .toList();
    }

    /** The plan that refuses every intent of the change. */
    public static RevisionPlan refusal(PackageChange change, Reason reason) {
        Map<IntentId, Effect> settled = new LinkedHashMap<>();
        change.intents().forEach(planned -> settled.put(planned.id(), new Effect.Refused(reason)));
        return new RevisionPlan(change.packageName(), List.of(), "", new TreeMap<>(), settled);
    }

    /** Whether nothing is to be written. */
    public boolean isSettled() {
        return effected.isEmpty();
    }

    /** What became of every intent once the files are written. */
    public Map<IntentId, Effect> written() {
        Map<IntentId, Effect> effects = new LinkedHashMap<>(settled);
        effected.forEach(planned -> effects.put(planned.id(), new Effect.InRevision(packageName, revision)));
        return effects;
    }

    private static RevisionPlan writing(
            String packageName, List<PlannedIntent> winners, Map<IntentId, Effect> settled) {
        List<PlannedIntent> effected = new ArrayList<>(winners);
        effected.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        String revision =
                RevisionName.of(effected.stream().map(PlannedIntent::id).toList());
        SortedMap<String, String> files = new TreeMap<>();
        for (PlannedIntent planned : effected) {
            files.put(FacetFile.nameOf(Facet.of(planned.intent())), PackageRenderer.facetFile(planned, revision));
        }
        return new RevisionPlan(packageName, effected, revision, files, settled);
    }

    private static void compete(
            Map<Facet, PlannedIntent> winners, Map<IntentId, Effect> settled, Facet facet, PlannedIntent planned) {
        PlannedIntent other = winners.put(facet, planned);
        if (other == null || other.id().equals(planned.id())) {
            return;
        }
        boolean overtaken = other.sequence() > planned.sequence();
        PlannedIntent newest = overtaken ? other : planned;
        PlannedIntent older = overtaken ? planned : other;
        winners.put(facet, newest);
        settled.put(older.id(), new Effect.Outrun(newest.id()));
    }

    private static Effect unnameable(Facet facet) {
        return new Effect.Refused(Reason.of("dns-1123", "'" + facet.target() + "' is no name of a workload"));
    }

    private static Effect foreign(String packageName, Facet facet, HeldFacet.Foreign foreign) {
        return new Effect.Refused(Reason.of(
                "foreign-file",
                packageName + "/" + FacetFile.nameOf(facet) + " is not the executor's to write over: " + foreign.why()
                        + "; remove it and replay the intent, or leave the target to whoever wrote it"));
    }
}
