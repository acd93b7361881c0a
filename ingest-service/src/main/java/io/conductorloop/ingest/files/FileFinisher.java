package io.conductorloop.ingest.files;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.FinishPlan;
import io.conductorloop.ingest.Finishing;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentPeek;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.Screening.Kind;
import io.conductorloop.ingest.StatusReport;
import io.conductorloop.ingest.files.ClaimReader.Look;
import io.conductorloop.ingest.files.Claims.Claim;
import io.conductorloop.messaging.tracing.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Carries out {@link FinishPlan}s in the folder, several at a time. */
public final class FileFinisher implements Finishing, AutoCloseable {
    private static final String READABLE = "rw-r-----";

    /** Files that one thread finishes without a break: fewer would cost more in handing over than they gain. */
    private static final int SMALLEST_SHARE = 16;

    private final HandoffFolder folder;
    private final Claims claims;
    private final IntentPeek peek;
    private final StatusReport.Format format;
    private final InstantSource clock;
    private final RunStatistics statistics;
    private final IngestMetrics metrics;
    private final Tracing tracing;
    private final ExecutorService pool;
    private final int threads;
    private final NewFiles newFiles;

    /** @param threads how many files are finished at a time */
    public FileFinisher(
            ClaimedFolder claimed,
            IntentPeek peek,
            StatusReport.Format format,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics,
            Tracing tracing,
            int threads) {
        this.folder = claimed.folder();
        this.claims = claimed.claims();
        this.peek = peek;
        this.format = format;
        this.clock = clock;
        this.statistics = statistics;
        this.metrics = metrics;
        this.tracing = tracing;
        this.threads = threads;
        newFiles = NewFiles.in(folder.claims());
        pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("finish-", 0).daemon().factory());
    }

    @Override
    public String source() {
        return folder.source();
    }

    @Override
    public void finish(List<End> ends) {
        Map<IntentId, End> byId = LinkedHashMap.newLinkedHashMap(ends.size());
        ends.forEach(end -> byId.putIfAbsent(end.event().id(), end));
        try {
            List<Claim> found = List.copyOf(claims.find(names(byId)).values());
            int share = Math.max(SMALLEST_SHARE, Math.ceilDiv(found.size(), threads));
            List<CompletableFuture<Void>> shares = new ArrayList<>();
            for (int from = 0; from < found.size(); from += share) {
                List<Claim> some = found.subList(from, Math.min(from + share, found.size()));
                shares.add(CompletableFuture.runAsync(() -> finish(some, byId), pool));
            }
            CompletableFuture.allOf(shares.toArray(CompletableFuture[]::new)).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    // One file that cannot be finished now must not hold up the others of its share.
    private void finish(List<Claim> share, Map<IntentId, End> byId) {
        @Nullable UncheckedIOException failure = null;
        for (Claim claim : share) {
            try {
                finish(end(byId, claim), claim);
            } catch (UncheckedIOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static End end(Map<IntentId, End> byId, Claim claim) {
        End end = byId.get(claim.id());
        if (end == null) {
            throw new IllegalStateException("found a claim that was not looked for: " + claim.id());
        }
        return end;
    }

    // The event has the name as text, or as the header has it; what neither finds is found by its id.
    private static Map<IntentId, List<FileName>> names(Map<IntentId, End> ends) {
        Map<IntentId, List<FileName>> names = HashMap.newHashMap(ends.size());
        ends.forEach((id, end) -> {
            List<FileName> guesses = new ArrayList<>(2);
            String file = end.event().file();
            if (file != null && !file.isEmpty() && file.indexOf('/') < 0 && file.indexOf('\0') < 0) {
                guesses.add(FileName.of(file));
                if (file.indexOf('%') >= 0 && !file.contains("%2F") && !file.contains("%00")) {
                    guesses.add(FileName.decode(file));
                }
            }
            names.put(id, guesses);
        });
        return names;
    }

    private void finish(End ended, Claim claim) {
        IntentFinished end = ended.event();
        String known = ended.correlationId();
        try {
            String correlationId = known != null ? known : correlationId(claim.path());
            apply(FinishPlan.of(end, claim.file(), correlationId), claim.file(), claim.path());
            Claims.forget(claim);
        } catch (IOException e) {
            metrics.retried("folder");
            throw new UncheckedIOException(e);
        }
        Duration took = Duration.between(claim.id().claimedAt(), clock.instant());
        if (claims.isOwn(claim)) {
            statistics.finished(end.state(), took);
        }
        tracing.measure(end.id(), () -> metrics.finished(end.state(), took));
    }

    /**
     * Carries out the plan for a file.
     *
     * @param path where the file is
     * @throws IOException when not all of it could be done; doing it again does the rest
     */
    void apply(FinishPlan plan, FileName file, Path path) throws IOException {
        writeStatus(plan);
        if (plan.error().isPresent()) {
            appendError(plan, file);
        }
        Path place = folder.place(plan.place());
        for (FileName name : (Iterable<FileName>) plan.names()::iterator) {
            switch (HandoffFolder.move(path, Names.in(place, name))) {
                case DONE -> {
                    return;
                }
                case GONE -> throw new IOException(path + " was moved away by another instance");
                case TAKEN -> {
                    // The next name, then.
                }
            }
        }
        throw new IOException("every name is taken for " + path + " in " + place);
    }

    private void writeStatus(FinishPlan plan) throws IOException {
        Path place = folder.status();
        byte[] content = format.format(plan.status());
        if (newFiles.write(Names.in(place, plan.statusNames().findFirst().orElseThrow()), content)) {
            return;
        }
        Path draft = place.resolve("." + plan.status().intent() + ".tmp");
        Files.write(draft, content);
        HandoffFolder.permit(draft, READABLE);
        for (FileName name : (Iterable<FileName>) plan.statusNames()::iterator) {
            Path status = Names.in(place, name);
            if (HandoffFolder.move(draft, status) == HandoffFolder.Move.DONE) {
                return;
            }
            if (isOf(status, plan.status().intent())) {
                Files.move(draft, status, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
        }
        throw new IOException(
                "every name is taken for the status of " + plan.status().intent() + " in " + place);
    }

    private static boolean isOf(Path status, IntentId id) throws IOException {
        return Files.isRegularFile(status, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(status, StandardCharsets.ISO_8859_1).contains("\"intent_id\": \"" + id + "\"");
    }

    // One at a time, so that a file of the same name does not set permissions between this one's look and its write.
    private synchronized void appendError(FinishPlan plan, FileName file) throws IOException {
        Path log = Names.in(folder.place(plan.place()), FinishPlan.errorLog(file));
        byte[] entry = plan.errorLogEntry(folder.file(file).toString()).getBytes(StandardCharsets.UTF_8);
        boolean fresh = Files.notExists(log, LinkOption.NOFOLLOW_LINKS);
        if (!fresh && contains(log, entry)) {
            return;
        }
        Files.write(log, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
        if (fresh) {
            HandoffFolder.permit(log, READABLE);
        }
    }

    private static boolean contains(Path log, byte[] entry) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1)
                .contains(new String(entry, StandardCharsets.ISO_8859_1));
    }

    private @Nullable String correlationId(Path path) {
        try {
            Look look = ClaimReader.look(path);
            if (look == null || look.kind() != Kind.REGULAR) {
                return null;
            }
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                return peek.correlationId(in.readNBytes(IntentPeek.LOOKED_THROUGH))
                        .orElse(null);
            }
        } catch (IOException e) {
            // The status does without it.
            return null;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
