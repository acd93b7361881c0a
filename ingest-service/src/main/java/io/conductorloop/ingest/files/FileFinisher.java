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

    /** So much of an intent is looked through for its author's correlation id, bytes. */
    private static final int PEEKED = 64 * 1024;

    private final HandoffFolder folder;
    private final Claims claims;
    private final IntentPeek peek;
    private final StatusReport.Format format;
    private final InstantSource clock;
    private final RunStatistics statistics;
    private final IngestMetrics metrics;
    private final ExecutorService pool;

    /** @param threads how many files are finished at a time */
    public FileFinisher(
            ClaimedFolder claimed,
            IntentPeek peek,
            StatusReport.Format format,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics,
            int threads) {
        this.folder = claimed.folder();
        this.claims = claimed.claims();
        this.peek = peek;
        this.format = format;
        this.clock = clock;
        this.statistics = statistics;
        this.metrics = metrics;
        pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("finish-", 0).daemon().factory());
    }

    @Override
    public String source() {
        return folder.source();
    }

    @Override
    public void finish(List<IntentFinished> ends) {
        Map<IntentId, IntentFinished> byId = LinkedHashMap.newLinkedHashMap(ends.size());
        ends.forEach(end -> byId.putIfAbsent(end.id(), end));
        try {
            Map<IntentId, Claim> found = claims.find(names(byId));
            CompletableFuture.allOf(found.values().stream()
                            .map(claim -> CompletableFuture.runAsync(() -> finish(end(byId, claim), claim), pool))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static IntentFinished end(Map<IntentId, IntentFinished> byId, Claim claim) {
        IntentFinished end = byId.get(claim.id());
        if (end == null) {
            throw new IllegalStateException("found a claim that was not looked for: " + claim.id());
        }
        return end;
    }

    // The event has the name as text, or as the header has it; what neither finds is found by its id.
    private static Map<IntentId, List<FileName>> names(Map<IntentId, IntentFinished> ends) {
        Map<IntentId, List<FileName>> names = HashMap.newHashMap(ends.size());
        ends.forEach((id, end) -> {
            List<FileName> guesses = new ArrayList<>(2);
            String file = end.file();
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

    private void finish(IntentFinished end, Claim claim) {
        try {
            apply(FinishPlan.of(end, claim.file(), correlationId(claim.path())), claim.file(), claim.path());
            Claims.forget(claim);
        } catch (IOException e) {
            metrics.retried("folder");
            throw new UncheckedIOException(e);
        }
        Duration took = Duration.between(claim.id().claimedAt(), clock.instant());
        if (claims.isOwn(claim)) {
            statistics.finished(end.state(), took);
        }
        metrics.finished(end.state(), took);
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
        for (FileName name : plan.names()) {
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
        Path draft = place.resolve("." + plan.status().intent() + ".tmp");
        Files.write(draft, format.format(plan.status()));
        HandoffFolder.permit(draft, READABLE);
        for (FileName name : plan.statusNames()) {
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
                return peek.correlationId(in.readNBytes(PEEKED)).orElse(null);
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
