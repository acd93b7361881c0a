package io.conductorloop.executor.porch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Remembers the files of published revisions, which never change: it saves reading a package before each change of it. */
final class FileMemory {
    private final long mostLetters;
    private final Map<Key, SortedMap<String, String>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long letters;

    /** @param mostLetters how much is kept in all; what was not asked for the longest goes first */
    FileMemory(long mostLetters) {
        this.mostLetters = mostLetters;
    }

    synchronized @Nullable SortedMap<String, String> files(RevisionState revision) {
        return kept.get(Key.of(revision));
    }

    synchronized void keep(RevisionState revision, SortedMap<String, String> files) {
        if (!revision.isPublished() || kept.containsKey(Key.of(revision))) {
            return;
        }
        kept.put(Key.of(revision), files);
        letters += size(files);
        var oldest = kept.values().iterator();
        while (letters > mostLetters && oldest.hasNext()) {
            letters -= size(oldest.next());
            oldest.remove();
        }
    }

    private static long size(SortedMap<String, String> files) {
        return files.entrySet().stream()
                .mapToLong(file -> file.getKey().length() + file.getValue().length())
                .sum();
    }

    private record Key(String name, String resourceVersion) {
        static Key of(RevisionState revision) {
            return new Key(revision.name(), revision.resourceVersion());
        }
    }
}
