package io.conductorloop.executor.files;

import io.conductorloop.executor.packages.HeldFacet;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this instance knows of the packages that it wrote last: as many as {@link #MOST}, the latest used ones. */
final class KnownPackages {
    static final int MOST = 10_000;

    private final Map<String, Known> packages = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** Takes out what is known of a package, for the one who has it locked; null: nothing. */
    synchronized @Nullable Known take(String packageName) {
        return packages.remove(packageName);
    }

    synchronized void keep(String packageName, Known known) {
        packages.put(packageName, known);
    }

    synchronized int size() {
        return packages.size();
    }

    /**
     * One package.
     *
     * @param logSize bytes of its log when it was last left with nothing to recover
     * @param files what its files held, by name, with the marks by which a file changed since is recognised
     */
    record Known(long logSize, Map<String, File> files) {
        static Known nothing() {
            return new Known(-1, new HashMap<>());
        }
    }

    /** A file that was read or written. */
    record File(@Nullable Object key, FileTime modified, long size, HeldFacet held) {
        static File of(BasicFileAttributes attributes, HeldFacet held) {
            return new File(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size(), held);
        }

        boolean is(BasicFileAttributes attributes) {
            return key != null
                    && key.equals(attributes.fileKey())
                    && modified.equals(attributes.lastModifiedTime())
                    && size == attributes.size();
        }
    }
}
