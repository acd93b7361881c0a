package io.conductorloop.executor.porch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the files of each package's newest published revision: they never change, and it saves reading a package before
 * each change of it.
 */
final class FileMemory {
    private final long mostLetters;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long letters;

    /** @param mostLetters how much is kept in all; what was not asked for the longest goes first */
    FileMemory(long mostLetters) {
        this.mostLetters = mostLetters;
    }

    synchronized @Nullable SortedMap<String, String> files(RevisionState revision) {
        Kept newest = kept.get(Key.of(revision));
        return newest != null && newest.isOf(revision) ? newest.files() : null;
    }

    synchronized void keep(RevisionState revision, SortedMap<String, String> files) {
        if (!revision.isPublished()) {
            return;
        }
        Kept before = kept.get(Key.of(revision));
        if (before != null && before.revision() > revision.revision()) {
            return;
        }
        Kept now = new Kept(revision.name(), revision.resourceVersion(), revision.revision(), files);
        kept.put(Key.of(revision), now);
        letters += now.size() - (before == null ? 0 : before.size());
        var oldest = kept.values().iterator();
        while (letters > mostLetters && oldest.hasNext()) {
            letters -= oldest.next().size();
            oldest.remove();
        }
    }

    private record Key(String repository, String packageName) {
        static Key of(RevisionState revision) {
            return new Key(revision.repository(), revision.packageName());
        }
    }

    private record Kept(String name, String resourceVersion, int revision, SortedMap<String, String> files) {
        boolean isOf(RevisionState state) {
            return name.equals(state.name()) && resourceVersion.equals(state.resourceVersion());
        }

        long size() {
            return files.entrySet().stream()
                    .mapToLong(file -> file.getKey().length() + file.getValue().length())
                    .sum();
        }
    }
}
