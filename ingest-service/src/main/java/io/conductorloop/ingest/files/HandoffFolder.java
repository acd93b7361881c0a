package io.conductorloop.ingest.files;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.FinishPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The handoff folder's layout. Beside the files handed over it holds {@code processed/}, {@code failed/} and {@code
 * status/} for their authors, and {@code .claims/} for the instances that share it, where the folder's random id is kept.
 */
public final class HandoffFolder {
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "ceph",
            "glusterfs",
            "lustre",
            "vboxsf",
            "virtiofs");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final String SHARED = "rwxr-xr-x";
    private static final int ATTEMPTS = 100;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Path root;
    private final String id;
    private final boolean network;
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

    private HandoffFolder(Path root, String id, boolean network) {
        this.root = root;
        this.id = id;
        this.network = network;
    }

    /** What came of a rename. */
    enum Move {
        DONE,
        /** Something of the new name is there already. */
        TAKEN,
        /** The old name is not there any more. */
        GONE
    }

    /**
     * Opens the folder, which is created where it is missing.
     *
     * @param random for the folder's id, when it has none yet
     * @throws IOException when it cannot be created or written
     */
    public static HandoffFolder open(Path path, Random random) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            Path parent = absolute.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            createFolder(absolute, "rwxr-x---");
        }
        Path root = absolute.toRealPath();
        createFolder(root.resolve(".claims"), SHARED);
        return new HandoffFolder(root, id(root.resolve(".claims"), random), isNetwork(root));
    }

    // The first instance's id stands; the rename that does not replace decides who was first.
    private static String id(Path claims, Random random) throws IOException {
        Path file = claims.resolve("folder-id");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (Files.exists(file)) {
                String id = Files.readString(file).strip();
                if (!ID.matcher(id).matches()) {
                    throw new IOException(file + " holds no folder id: delete it if its intents have all ended");
                }
                return id;
            }
            byte[] fresh = new byte[8];
            random.nextBytes(fresh);
            String id = HexFormat.of().formatHex(fresh);
            Path draft = claims.resolve(".folder-id-" + id);
            Files.writeString(draft, id + "\n");
            if (move(draft, file) != Move.DONE) {
                Files.deleteIfExists(draft);
            }
        }
        throw new IOException("no folder id could be kept in " + file);
    }

    private static boolean isNetwork(Path root) throws IOException {
        String type = Files.getFileStore(root).type().toLowerCase(Locale.ROOT);
        return NETWORK.contains(type) || type.startsWith("fuse");
    }

    /** 16 hexadecimal digits, given when the folder was first used. */
    public String id() {
        return id;
    }

    /** What {@code ce_source} says of the folder's files. */
    public String source() {
        return RecordHeaders.FOLDER_SOURCE_PREFIX + id;
    }

    /** Whether other machines may write here without this one's kernel knowing. */
    boolean isNetwork() {
        return network;
    }

    /** The folder itself, a real path. */
    public Path root() {
        return root;
    }

    /** A file that was handed over. */
    Path file(FileName name) {
        return Names.in(root, name);
    }

    /** Where the instances keep their claims, a folder each. */
    Path claims() {
        return root.resolve(".claims");
    }

    /** Where status files go; created where missing. */
    Path status() throws IOException {
        return created("status");
    }

    /** Where files end; created where missing. */
    Path place(FinishPlan.Place place) throws IOException {
        return switch (place) {
            case PROCESSED -> created("processed");
            case FAILED -> created("failed");
        };
    }

    // Looked at once a second, not for each file: what is written into a missing folder fails, and is written again.
    private Path created(String name) throws IOException {
        Path folder = root.resolve(name);
        long now = System.nanoTime();
        Long seen = lastSeen.get(name);
        if (seen == null || now - seen > LOOK_NANOS) {
            createFolder(folder, SHARED);
            lastSeen.put(name, now);
        }
        return folder;
    }

    /** Creates a folder with these permissions, unless it is there. */
    static void createFolder(Path folder, String permissions) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(folder);
            permit(folder, permissions);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " must be a folder", e);
            }
        }
    }

    /** Sets permissions regardless of the process's umask, where the file system has them. */
    static void permit(Path file, String permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException e) {
            // Such a file system decides by itself who may do what.
        }
    }

    /** Renames within the folder's file system and never replaces anything. */
    static Move move(Path from, Path to) throws IOException {
        if (Linux.AVAILABLE) {
            int result = Linux.renameNoReplace(Names.bytes(from), Names.bytes(to));
            switch (-result) {
                case 0 -> {
                    return Move.DONE;
                }
                case Linux.EEXIST -> {
                    return Move.TAKEN;
                }
                case Linux.ENOENT -> {
                    return gone(from, to);
                }
                case Linux.EINVAL, Linux.ENOSYS, Linux.EOPNOTSUPP -> {
                    // A file system without this: the two steps below.
                }
                default ->
                    throw new IOException(new String(Names.bytes(from), StandardCharsets.UTF_8) + " -> " + to
                            + ": rename failed with errno " + -result);
            }
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return Move.TAKEN;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return Move.DONE;
        } catch (NoSuchFileException e) {
            return gone(from, to);
        }
    }

    // The same errno says that the new name's folder is missing, which is another matter.
    private static Move gone(Path from, Path to) throws IOException {
        Path folder = to.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(from.toString(), to.toString(), "rename failed");
        }
        return Move.GONE;
    }
}
