package io.conductorloop.executor.porch;

import io.conductorloop.executor.packages.HeldFacet;
import io.conductorloop.executor.packages.PackageRenderer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what a revision lost that was made from an older one than the one before it: what came in between is compared with
 * what both were made from. Of a facet the newest intent wins, as everywhere; of any other file a change wins over none, and
 * the revision's own over another.
 */
final class ContentMerge {
    private final SortedMap<String, String> origin;
    private final SortedMap<String, String> merged;

    /**
     * Begins.
     *
     * @param origin what the revision was made from
     * @param latest what it says
     */
    ContentMerge(SortedMap<String, String> origin, SortedMap<String, String> latest) {
        this.origin = origin;
        this.merged = new TreeMap<>(latest);
    }

    /**
     * Takes over what a revision brought that came in between.
     *
     * @param byUs whether an executor made it: they never remove a file, so one that it lacks it has not seen
     */
    ContentMerge add(SortedMap<String, String> between, boolean byUs) {
        between.forEach((path, content) -> {
            @Nullable String standing = merged.get(path);
            if (standing == null || isBetter(path, content, standing)) {
                merged.put(path, content);
            }
        });
        if (!byUs) {
            merged.entrySet()
                    .removeIf(file -> !between.containsKey(file.getKey())
                            && isSame(file.getKey(), file.getValue(), origin.get(file.getKey())));
        }
        return this;
    }

    SortedMap<String, String> result() {
        return merged;
    }

    private boolean isBetter(String path, String content, String standing) {
        if (isSame(path, content, standing)) {
            return false;
        }
        if (held(content) instanceof HeldFacet.Marked(var theirs)
                && held(standing) instanceof HeldFacet.Marked(var ours)) {
            return theirs.sequence() > ours.sequence();
        }
        return isSame(path, standing, origin.get(path));
    }

    private static boolean isSame(String path, String one, @Nullable String other) {
        if (other == null) {
            return false;
        }
        return path.equals(PackageRenderer.KPTFILE)
                ? KptfileNotes.without(one).equals(KptfileNotes.without(other))
                : one.equals(other);
    }

    private static HeldFacet held(String content) {
        return HeldFacet.read(content.getBytes(StandardCharsets.UTF_8));
    }
}
