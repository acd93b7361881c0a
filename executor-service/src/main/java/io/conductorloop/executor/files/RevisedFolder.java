package io.conductorloop.executor.files;

import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.FacetMark;
import io.conductorloop.executor.packages.HeldFacet;
import io.conductorloop.executor.packages.RevisionName;
import io.conductorloop.executor.packages.RevisionPlan;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one package while it is locked. A revision of it is all or nothing, wherever the process dies: its files are
 * first staged under other names, then it is entered in the package's log by one line, then the files get their names. With
 * the line it has taken effect, and whoever comes next finishes it; without, whoever comes next clears it away. So the log has
 * a line for each revision that took effect, once.
 */
final class RevisedFolder implements Closeable {
    private static final String STAGED = ".staged";
    private static final String LINE_START = "{\"revision\":\"";
    private static final int TAIL = 8192;

    private final Path folder;
    private final PackageLock lock;
    private final FileSteps steps;
    private final Map<String, KnownPackages.File> files;

    /** @param files what is known of the package's files, and will be */
    RevisedFolder(Path folder, PackageLock lock, FileSteps steps, Map<String, KnownPackages.File> files) {
        this.folder = folder;
        this.lock = lock;
        this.steps = steps;
        this.files = files;
    }

    Map<String, KnownPackages.File> files() {
        return files;
    }

    /** What stands where the folder belongs. */
    enum Place {
        FREE,
        FOLDER,
        /** Something that is no folder, a link to one included. */
        OBSTRUCTED
    }

    Place place() throws IOException {
        BasicFileAttributes found = attributes(folder);
        return found == null ? Place.FREE : found.isDirectory() ? Place.FOLDER : Place.OBSTRUCTED;
    }

    /** Bytes of the log, by which one knows whether another has been here. */
    long logSize() throws IOException {
        return lock.log().size();
    }

    boolean has(String file) throws IOException {
        return attributes(folder.resolve(file)) != null;
    }

    /** What stands where the facets' files belong. */
    Map<Facet, HeldFacet> held(List<Facet> facets) throws IOException {
        Map<Facet, HeldFacet> held = new HashMap<>();
        for (Facet facet : facets) {
            held.put(facet, held(FacetFile.nameOf(facet)));
        }
        return held;
    }

    /** Makes the plan's revision take effect, with these files. After an exception {@link #recover} knows what holds. */
    void commit(RevisionPlan plan, SortedMap<String, String> files) throws IOException {
        steps.createFolder(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            steps.write(staged(file.getKey(), plan.revision()), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        steps.settle(folder);
        steps.append(lock.log(), line(plan).getBytes(StandardCharsets.UTF_8));
        for (String file : files.keySet()) {
            steps.rename(staged(file, plan.revision()), folder.resolve(file));
        }
        steps.settle(folder);
        for (PlannedIntent planned : plan.effected()) {
            remember(FacetFile.nameOf(Facet.of(planned.intent())), planned, plan.revision());
        }
    }

    // Of what was written a look from outside is enough, the next time, to know that it still stands there.
    private void remember(String file, PlannedIntent planned, String revision) throws IOException {
        BasicFileAttributes written = attributes(folder.resolve(file));
        if (written != null) {
            HeldFacet held = new HeldFacet.Marked(new FacetMark(planned.id(), planned.sequence(), revision));
            files.put(file, KnownPackages.File.of(written, held));
        }
    }

    /** Finishes a revision that was entered in the log, and clears away one that was not. */
    void recover() throws IOException {
        String last = lastRevision();
        if (place() != Place.FOLDER) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*" + STAGED)) {
            for (Path leftover : leftovers) {
                String name = leftover.getFileName().toString();
                String file = fileStagedIn(name, last);
                if (file != null) {
                    steps.rename(leftover, folder.resolve(file));
                } else {
                    steps.delete(leftover);
                }
            }
        }
        steps.settle(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path staged(String file, String revision) {
        return folder.resolve("." + file + "." + revision + STAGED);
    }

    private static @Nullable String fileStagedIn(String name, @Nullable String revision) {
        String ending = "." + revision + STAGED;
        return revision != null && name.endsWith(ending) ? name.substring(1, name.length() - ending.length()) : null;
    }

    private static String line(RevisionPlan plan) {
        StringBuilder line =
                new StringBuilder(LINE_START).append(plan.revision()).append("\",\"intents\":[");
        for (PlannedIntent planned : plan.effected()) {
            line.append(line.charAt(line.length() - 1) == '[' ? "" : ",")
                    .append("{\"id\":\"")
                    .append(planned.id())
                    .append("\",\"sequence\":")
                    .append(planned.sequence())
                    .append(",\"type\":\"")
                    .append(planned.intent().type().name().toLowerCase(Locale.ROOT))
                    .append("\",\"target\":\"")
                    .append(planned.intent().target())
                    .append("\"}");
        }
        return line.append("]}\n").toString();
    }

    /** The revision of the log's last line, after cutting off one that was not written to its end. */
    private @Nullable String lastRevision() throws IOException {
        FileChannel log = lock.log();
        long size = log.size();
        String tail = "";
        for (long length = TAIL; ; length *= 2) {
            tail = tail(log, Math.min(length, size));
            int end = tail.lastIndexOf('\n');
            int start = end < 0 ? -1 : tail.lastIndexOf('\n', end - 1);
            if (start < 0 && length < size) {
                continue;
            }
            if (end < tail.length() - 1) {
                steps.truncate(log, size - (tail.length() - 1 - end));
            }
            return end < 0 ? null : revisionIn(tail.substring(start + 1, end));
        }
    }

    private static @Nullable String revisionIn(String line) {
        int end = line.indexOf('"', LINE_START.length());
        if (!line.startsWith(LINE_START) || end < 0) {
            return null;
        }
        String revision = line.substring(LINE_START.length(), end);
        return RevisionName.isOne(revision) ? revision : null;
    }

    /** The last bytes of the log; it holds nothing but ASCII, so a byte is a letter. */
    private static String tail(FileChannel log, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        long from = log.size() - length;
        while (bytes.hasRemaining() && log.read(bytes, from + bytes.position()) >= 0) {
            // as often as it takes
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private HeldFacet held(String name) throws IOException {
        BasicFileAttributes found = attributes(folder.resolve(name));
        if (found == null) {
            return HeldFacet.ABSENT;
        }
        KnownPackages.File known = files.get(name);
        return known != null && known.is(found) ? known.held() : read(folder.resolve(name), found);
    }

    private static HeldFacet read(Path file, BasicFileAttributes found) throws IOException {
        if (!found.isRegularFile()) {
            return new HeldFacet.Foreign("it is not a regular file");
        }
        if (found.size() > HeldFacet.LARGEST_FILE) {
            return new HeldFacet.Foreign("it is larger than anything the executor writes");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return HeldFacet.read(in.readNBytes(HeldFacet.LARGEST_FILE));
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
