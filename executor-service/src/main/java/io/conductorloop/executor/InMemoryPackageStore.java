package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A package store that lasts as long as the process: for trying things out and for tests. */
public final class InMemoryPackageStore implements PackageStore {
    private final Grouping grouping;
    private final Map<String, Content> packages = new HashMap<>();

    /** Takes changes as {@code grouping} says. */
    public InMemoryPackageStore(Grouping grouping) {
        this.grouping = grouping;
    }

    /**
     * A revision of a package.
     *
     * @param name unique within the package: {@code v1}, {@code v2}, …
     * @param intents what it brought, in sequence order
     */
    public record Revision(String name, List<PlannedIntent> intents) {
        public Revision {
            intents = List.copyOf(intents);
        }
    }

    @Override
    public Grouping grouping() {
        return grouping;
    }

    @Override
    public synchronized Map<IntentId, Effect> apply(List<PackageChange> changes) {
        Map<IntentId, Effect> effects = new HashMap<>();
        for (PackageChange change : changes) {
            packages.computeIfAbsent(change.packageName(), _ -> new Content()).take(change, effects);
        }
        return effects;
    }

    /** The revisions of a package, oldest first; empty when there is none of that name. */
    public synchronized List<Revision> revisions(String packageName) {
        Content content = packages.get(packageName);
        return content == null ? List.of() : List.copyOf(content.revisions);
    }

    /** The newest intent of each facet in a package. */
    public synchronized Map<Facet, PlannedIntent> content(String packageName) {
        Content content = packages.get(packageName);
        return content == null ? Map.of() : Map.copyOf(content.newest);
    }

    /** The names of all packages. */
    public synchronized List<String> packageNames() {
        return packages.keySet().stream().sorted().toList();
    }

    private static final class Content {
        private final List<Revision> revisions = new ArrayList<>();
        private final Map<IntentId, Effect.InRevision> held = new HashMap<>();
        private final Map<Facet, PlannedIntent> newest = new HashMap<>();

        void take(PackageChange change, Map<IntentId, Effect> effects) {
            List<PlannedIntent> fresh = new ArrayList<>();
            String revision = "v" + (revisions.size() + 1);
            for (PlannedIntent intent : change.intents()) {
                PlannedIntent standing = newest.get(Facet.of(intent.intent()));
                Effect.InRevision before = held.get(intent.id());
                if (before != null) {
                    effects.put(intent.id(), before);
                } else if (standing != null && standing.sequence() > intent.sequence()) {
                    effects.put(intent.id(), new Effect.Outrun(standing.id()));
                } else {
                    fresh.add(intent);
                    newest.put(Facet.of(intent.intent()), intent);
                    Effect.InRevision now = new Effect.InRevision(change.packageName(), revision);
                    held.put(intent.id(), now);
                    effects.put(intent.id(), now);
                }
            }
            if (!fresh.isEmpty()) {
                revisions.add(new Revision(revision, fresh));
            }
        }
    }
}
