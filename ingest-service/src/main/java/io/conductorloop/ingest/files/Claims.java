package io.conductorloop.ingest.files;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.ClaimName;
import io.conductorloop.ingest.FileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The claims of all instances that share the folder: files moved to where only one instance takes them, ids before names. */
final class Claims {
    private static final Comparator<Claim> AGE = Comparator.comparing(Claim::id);

    private final HandoffFolder folder;
    private final Instance instance;

    Claims(HandoffFolder folder, Instance instance) {
        this.folder = folder;
        this.instance = instance;
    }

    /**
     * A claimed file.
     *
     * @param file the name under which it was handed over
     * @param home of the instance that holds the claim
     */
    record Claim(IntentId id, FileName file, Path home, Path path) {}

    /**
     * Claims a file in one step.
     *
     * @return empty when it is not there any more
     * @throws IOException when it cannot be moved
     */
    Optional<Claim> claim(FileName file, IntentId id) throws IOException {
        try {
            return tryClaim(file, id);
        } catch (NoSuchFileException e) {
            instance.renew();
            return tryClaim(file, id);
        }
    }

    private Optional<Claim> tryClaim(FileName file, IntentId id) throws IOException {
        Path path = Names.in(instance.home(), ClaimName.of(id, file));
        boolean sidecar = ClaimName.needsSidecar(file);
        if (sidecar) {
            writeSidecar(id, file);
        }
        HandoffFolder.Move move = HandoffFolder.Move.TAKEN;
        try {
            move = HandoffFolder.move(folder.file(file), path);
        } finally {
            if (sidecar && move != HandoffFolder.Move.DONE) {
                Files.deleteIfExists(sidecar(instance.home(), id));
            }
        }
        return move == HandoffFolder.Move.DONE
                ? Optional.of(new Claim(id, file, instance.home(), path))
                : Optional.empty();
    }

    private interface Visitor {
        void see(ClaimName name, Path entry) throws IOException;
    }

    // One after the other: a home may hold more claims than fit in memory.
    private static void visit(Path home, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home)) {
            for (Path entry : entries) {
                Optional<ClaimName> name = ClaimName.parse(Names.nameOf(entry));
                if (name.isPresent()) {
                    visitor.see(name.get(), entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Another instance has buried it.
        }
    }

    private static Claim claim(Path home, ClaimName name, Path entry) throws IOException {
        FileName file = name.file();
        return new Claim(
                name.id(), file == null ? readSidecar(sidecar(home, name.id()), name.id()) : file, home, entry);
    }

    /** The oldest claims in a home, at most so many, oldest first; of those younger than {@code after}, where it is given. */
    private static List<Claim> oldest(Path home, @Nullable IntentId after, int limit) throws IOException {
        PriorityQueue<Claim> youngestFirst = new PriorityQueue<>(AGE.reversed());
        visit(home, (name, entry) -> {
            if (after != null && name.id().compareTo(after) <= 0) {
                return;
            }
            Claim youngest = youngestFirst.size() < limit ? null : youngestFirst.peek();
            if (youngest == null || name.id().compareTo(youngest.id()) < 0) {
                youngestFirst.add(claim(home, name, entry));
            }
            if (youngestFirst.size() > limit) {
                youngestFirst.remove();
            }
        });
        return youngestFirst.stream().sorted(AGE).toList();
    }

    /**
     * Moves claims of a dead instance, or of an earlier run, to this one's home, oldest first.
     *
     * @param limit how many at most
     * @param taken hears of each at once, so that none is forgotten when a later one fails
     * @return whether any was moved, and so there may be more
     */
    boolean takeOver(int limit, Consumer<Claim> taken) throws IOException {
        for (Path other : others()) {
            if (instance.isDead(other)) {
                boolean moved = false;
                for (Claim claim : oldest(other, null, limit)) {
                    Optional<Claim> ours = takeOver(claim, other);
                    ours.ifPresent(taken);
                    moved |= ours.isPresent();
                }
                if (moved) {
                    return true;
                }
                removeSidecars(other);
                bury(other);
            }
        }
        return false;
    }

    private Optional<Claim> takeOver(Claim claim, Path other) throws IOException {
        boolean sidecar = ClaimName.needsSidecar(claim.file());
        if (sidecar) {
            writeSidecar(claim.id(), claim.file());
        }
        Path path = Names.in(instance.home(), ClaimName.of(claim.id(), claim.file()));
        boolean moved = HandoffFolder.move(claim.path(), path) == HandoffFolder.Move.DONE;
        if (sidecar) {
            Files.deleteIfExists(sidecar(moved ? other : instance.home(), claim.id()));
        }
        return moved ? Optional.of(new Claim(claim.id(), claim.file(), instance.home(), path)) : Optional.empty();
    }

    // What a dead instance left of claims that it never made or had finished.
    private static void removeSidecars(Path other) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(other, "*.name")) {
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        } catch (NoSuchFileException e) {
            // Another instance has buried it.
        }
    }

    private static void bury(Path other) {
        try {
            Instance.bury(other);
        } catch (IOException e) {
            // Not empty after all, or buried by another instance; the next look tells.
        }
    }

    /**
     * Finds claims, whichever instance holds them.
     *
     * @param wanted ids with the name the file is thought to have
     * @return those that are still there; the others are at their end
     */
    Map<IntentId, Claim> find(Map<IntentId, List<FileName>> wanted) throws IOException {
        Map<IntentId, Claim> found = new HashMap<>();
        Set<IntentId> missing = new HashSet<>(wanted.keySet());
        List<Path> homes = new ArrayList<>(List.of(instance.home()));
        homes.addAll(others());
        // While a claim is being taken over, it can be missed once: in its new home before, in its old one after.
        for (int look = 0; look < 2; look++) {
            for (Path home : homes) {
                wanted.forEach((id, names) -> {
                    Claim claim = missing.contains(id) ? guess(home, id, names) : null;
                    if (claim != null) {
                        found.put(id, claim);
                        missing.remove(id);
                    }
                });
            }
            for (int i = 0; i < homes.size() && !missing.isEmpty(); i++) {
                Path home = homes.get(i);
                visit(home, (name, entry) -> {
                    if (missing.remove(name.id())) {
                        found.put(name.id(), claim(home, name, entry));
                    }
                });
            }
        }
        return found;
    }

    private static @Nullable Claim guess(Path home, IntentId id, List<FileName> names) {
        for (FileName name : names) {
            Path path = Names.in(home, ClaimName.of(id, name));
            if (!ClaimName.needsSidecar(name) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new Claim(id, name, home, path);
            }
        }
        return null;
    }

    /** Whether this instance holds the claim. */
    boolean isOwn(Claim claim) {
        return claim.home().equals(instance.home());
    }

    /** This instance's oldest claims, at most so many, oldest first; of those younger than {@code after}, where it is given. */
    List<Claim> own(@Nullable IntentId after, int limit) throws IOException {
        return oldest(instance.home(), after, limit);
    }

    /** How many claims this instance holds. */
    int countOwn() throws IOException {
        int[] count = {0};
        visit(instance.home(), (_, _) -> count[0]++);
        return count[0];
    }

    /** Clears away what a claim leaves behind once its file was moved to its end. */
    static void forget(Claim claim) throws IOException {
        if (ClaimName.needsSidecar(claim.file())) {
            Files.deleteIfExists(sidecar(claim.home(), claim.id()));
        }
    }

    /** The homes of the other instances. */
    private List<Path> others() throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder.claims(), entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            for (Path entry : entries) {
                if (!entry.equals(instance.home())) {
                    others.add(entry);
                }
            }
        }
        return others;
    }

    private void writeSidecar(IntentId id, FileName file) throws IOException {
        Path draft = instance.home().resolve("." + id + ".draft");
        Files.write(draft, file.bytes());
        Files.move(draft, sidecar(instance.home(), id), StandardCopyOption.ATOMIC_MOVE);
    }

    // A claim whose sidecar was lost still has an end to reach; its id serves as its name.
    private static FileName readSidecar(Path sidecar, IntentId id) throws IOException {
        try {
            return FileName.of(Files.readAllBytes(sidecar));
        } catch (NoSuchFileException e) {
            return FileName.of("intent-" + id + ".json");
        }
    }

    private static Path sidecar(Path home, IntentId id) {
        return Names.in(home, ClaimName.sidecar(id));
    }
}
