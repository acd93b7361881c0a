package io.conductorloop.executor.porch;

import io.conductorloop.executor.packages.RevisionName;
import io.conductorloop.executor.porch.PackageView.Gap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the package says, with what its latest revision has not seen.
 *
 * @param missing a revision that is to be read first; null when everything is known
 * @param isMended whether the latest revision lacks some of it
 * @param workspace for a revision that does nothing but put it back
 */
record PackageBase(
        SortedMap<String, String> files,
        boolean isMended,
        @Nullable RevisionState missing,
        String workspace) {
    private static final SortedMap<String, String> NO_FILES = Collections.emptySortedMap();

    static PackageBase of(PackageView view, Sighting seen) {
        RevisionState latest = view.latest();
        if (latest == null) {
            return new PackageBase(NO_FILES, false, null, "");
        }
        Gap gap = view.gap();
        List<RevisionState> concerned = new ArrayList<>(List.of(latest));
        concerned.addAll(gap.between());
        RevisionState origin = gap.origin();
        if (origin != null && !gap.between().isEmpty()) {
            concerned.add(origin);
        }
        for (RevisionState revision : concerned) {
            if (!seen.files().containsKey(revision.name())) {
                return new PackageBase(NO_FILES, false, revision, "");
            }
        }
        SortedMap<String, String> standing = seen.files().getOrDefault(latest.name(), NO_FILES);
        ContentMerge merge = new ContentMerge(
                origin == null ? NO_FILES : seen.files().getOrDefault(origin.name(), NO_FILES), standing);
        gap.between()
                .forEach(revision -> merge.add(
                        seen.files().getOrDefault(revision.name(), NO_FILES), RevisionNotes.isOurs(revision)));
        return new PackageBase(
                merge.result(),
                !merge.result().equals(standing),
                null,
                RevisionName.ofMerged(
                        concerned.stream().map(RevisionState::workspace).toList()));
    }
}
