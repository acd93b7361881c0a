package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A package store that lasts as long as the process: for trying things out and for tests. Like the others it recognises the
 * newest intent of a facet and no older one; its revisions are for whoever looks at it from outside.
 */
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
        Map<Facet, PlannedIntent> newest = new HashMap<>();
        if (content != null) {
            content.newest.forEach((facet, held) -> newest.put(facet, held.intent()));
        }
        return newest;
    }

    /** The names of all packages. */
    public synchronized List<String> packageNames() {
        return packages.keySet().stream().sorted().toList();
    }

    private static final class Content {
        private final List<Revision> revisions = new ArrayList<>();
        private final Map<Facet, Held> newest = new HashMap<>();

        void take(PackageChange change, Map<IntentId, Effect> effects) {
            List<PlannedIntent> fresh = new ArrayList<>();
            Effect.InRevision next = new Effect.InRevision(change.packageName(), "v" + (revisions.size() + 1));
            for (PlannedIntent intent : change.intents()) {
                Held standing = newest.get(Facet.of(intent.intent()));
                if (standing != null && standing.intent().id().equals(intent.id())) {
                    effects.put(intent.id(), standing.effect());
                } else if (standing != null && standing.intent().sequence() > intent.sequence()) {
                    effects.put(intent.id(), new Effect.Outrun(standing.intent().id()));
                } else {
                    fresh.add(intent);
                    newest.put(Facet.of(intent.intent()), new Held(intent, next));
                    effects.put(intent.id(), next);
                }
            }
            if (!fresh.isEmpty()) {
                revisions.add(new Revision(next.revision(), fresh));
            }
        }
    }

    private record Held(PlannedIntent intent, Effect.InRevision effect) {}
}
