package io.conductorloop.executor.git;

import io.conductorloop.executor.packages.HeldFacet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * One folder of a commit. Its entries are keyed by their names' bytes, a folder's with a slash behind, which is the order git
 * wants them in; so what others keep beside our packages is carried along untouched.
 */
record GitTree(SortedMap<String, Entry> entries) {
    /** A file, a folder, or whatever else git keeps under a name. */
    record Entry(FileMode mode, ObjectId id) {}

    static final GitTree EMPTY = new GitTree(new TreeMap<>());

    GitTree {
        entries = Collections.unmodifiableSortedMap(entries);
    }

    static GitTree read(ObjectReader reader, ObjectId id) throws IOException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        for (CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, id); !parser.eof(); parser.next()) {
            FileMode mode = parser.getEntryFileMode();
            String name = new String(
                    parser.getEntryPathBuffer(), 0, parser.getEntryPathLength(), StandardCharsets.ISO_8859_1);
            entries.put(FileMode.TREE.equals(mode) ? name + "/" : name, new Entry(mode, parser.getEntryObjectId()));
        }
        return new GitTree(entries);
    }

    /** The folder of that name, empty if there is none. */
    GitTree folder(ObjectReader reader, String name) throws IOException {
        Entry entry = entries.get(name + "/");
        return entry == null ? EMPTY : read(reader, entry.id());
    }

    /** Whether something has the name that is no folder. */
    boolean hasFile(String name) {
        return entries.containsKey(name);
    }

    boolean has(String name) {
        return entries.containsKey(name) || entries.containsKey(name + "/");
    }

    /** What stands where a facet's file belongs. */
    HeldFacet held(ObjectReader reader, String file) throws IOException {
        Entry entry = entries.get(file);
        if (entry == null) {
            return entries.containsKey(file + "/") ? new HeldFacet.Foreign("it is a folder") : HeldFacet.ABSENT;
        }
        if (!FileMode.REGULAR_FILE.equals(entry.mode()) && !FileMode.EXECUTABLE_FILE.equals(entry.mode())) {
            return new HeldFacet.Foreign("it is not a regular file");
        }
        ObjectLoader blob = reader.open(entry.id(), Constants.OBJ_BLOB);
        if (blob.getSize() > HeldFacet.LARGEST_FILE) {
            return new HeldFacet.Foreign("it is larger than anything the executor writes");
        }
        return HeldFacet.read(blob.getCachedBytes(HeldFacet.LARGEST_FILE));
    }

    /** This folder with some entries added or replaced. */
    GitTree with(SortedMap<String, Entry> changed) {
        SortedMap<String, Entry> all = new TreeMap<>(entries);
        all.putAll(changed);
        return new GitTree(all);
    }

    ObjectId write(ObjectInserter inserter) throws IOException {
        TreeFormatter formatter = new TreeFormatter(entries.size() * 64);
        entries.forEach((key, entry) -> {
            byte[] name = key.getBytes(StandardCharsets.ISO_8859_1);
            int length = key.endsWith("/") ? name.length - 1 : name.length;
            formatter.append(name, 0, length, entry.mode(), entry.id());
        });
        return inserter.insert(formatter);
    }
}
