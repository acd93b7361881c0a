package io.conductorloop.ingest.files;

import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.OldState;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.Screening;
import io.conductorloop.ingest.Screening.Kind;
import io.conductorloop.ingest.files.ClaimReader.Look;
import io.conductorloop.ingest.files.Claims.Claim;
import io.conductorloop.ingest.files.FolderSettings.Watching;
import io.conductorloop.state.IntentJournal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the handoff folder: one thread takes over what dead instances left, looks through the folder, waits for more, and
 * claims each finished file in turn. Reading is {@link ClaimedReading}'s; as that waits for room, so does this, and what is
 * not claimed waits in the folder.
 *
 * <p>A folder that cannot be read is asked again at growing intervals, for ever.
 */
public final class FolderIntake {
    private static final Logger LOG = LoggerFactory.getLogger(FolderIntake.class);
    private static final int LOOK_LIMIT = 50_000;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HandoffFolder folder;
    private final Claims claims;
    private final FolderSettings settings;
    private final OldStateImport oldState;
    private final ClaimedReading reading;
    private final TakeOver takeOver;
    private final IntentIds ids;
    private final RunStatistics statistics;
    private final IngestMetrics metrics;
    private final WriterProbe probe;
    private final Settling settling;
    private final Set<FileName> unclaimable = new HashSet<>();
    private final Set<FileName> beingWritten = new HashSet<>();
    private @Nullable FolderWatch watch;
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean lookDue = true;
    private boolean imported;
    private long lastReconcile = System.nanoTime();
    private long lastTakeOver;

    private FolderIntake(
            ClaimedFolder claimed,
            FolderSettings settings,
            OldStateImport oldState,
            ClaimedReading reading,
            TakeOver takeOver,
            IntentIds ids,
            RunStatistics statistics,
            IngestMetrics metrics) {
        this.folder = claimed.folder();
        this.claims = claimed.claims();
        this.settings = settings;
        this.oldState = oldState;
        this.reading = reading;
        this.takeOver = takeOver;
        this.ids = ids;
        this.statistics = statistics;
        this.metrics = metrics;
        probe = folder.isNetwork() ? WriterProbe.blind() : WriterProbe.in(folder.claims());
        settling = new Settling(settings.debounce());
    }

    /**
     * An intake that does not serve yet.
     *
     * @param desk where it hands over what it reads
     * @param inFlight the room for what is read and not yet durable
     */
    public static FolderIntake of(
            ClaimedFolder claimed,
            FolderSettings settings,
            Screening screening,
            OldState oldState,
            FileFinisher finisher,
            Arrival.Desk desk,
            InFlightBytes inFlight,
            IntentJournal journal,
            IntentIds ids,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics) {
        HandoffFolder folder = claimed.folder();
        Buffers buffers = new Buffers(Math.toIntExact(screening.maxSize()), settings.readers());
        ClaimReader reader = new ClaimReader(screening, buffers, !folder.isNetwork());
        ClaimedReading reading =
                new ClaimedReading(reader, inFlight, desk, metrics, screening.maxSize(), settings.readers());
        return new FolderIntake(
                claimed,
                settings,
                new OldStateImport(folder, oldState, finisher, ids, clock, screening.maxSize()),
                reading,
                new TakeOver(claimed.claims(), reading, finisher, journal, statistics, metrics),
                ids,
                statistics,
                metrics);
    }

    /** Begins to serve the folder. */
    public synchronized void start() {
        stopping = false;
        watch = openWatch();
        thread = Thread.ofPlatform().name("folder-intake").daemon().start(this::serve);
        LOG.info(
                "Serving {} (folder {}) by {}{}",
                folder.root(),
                folder.id(),
                settings.once() ? "one look" : watch instanceof InotifyWatch ? "inotify" : "polling",
                probe.works() ? "" : "; writers are recognised by a changing file");
    }

    /** Claims no more, and returns when what is claimed has been read. */
    public void stop(Duration patience) {
        Thread serving;
        synchronized (this) {
            stopping = true;
            serving = thread;
            if (watch != null) {
                watch.wake();
            }
        }
        try {
            if (serving != null && !serving.join(patience)) {
                LOG.warn("The folder does not answer; its claims stay for the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reading.stop(patience);
    }

    private FolderWatch openWatch() {
        boolean tells = Linux.AVAILABLE && !folder.isNetwork();
        if (!settings.once()
                && (settings.watch() == Watching.INOTIFY || (settings.watch() == Watching.AUTO && tells))) {
            try {
                return new InotifyWatch(folder.root());
            } catch (IOException e) {
                LOG.warn("No inotify on {} ({}); polling instead", folder.root(), e.getMessage());
            }
        }
        return new PollingWatch(settings.pollInterval());
    }

    private void serve() {
        Duration pause = IDLE;
        try (FolderWatch watching = Objects.requireNonNull(watch)) {
            while (!stopping) {
                try {
                    step(watching);
                    pause = IDLE;
                } catch (IOException | RuntimeException e) {
                    LOG.warn("Cannot serve {} now; trying again in {} s", folder.root(), pause.toSeconds(), e);
                    metrics.retried("folder");
                    lookDue = true;
                    reading.pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(FolderWatch watching) throws IOException, InterruptedException {
        if (!imported) {
            oldState.run();
            imported = true;
        }
        boolean takeOverDue = lastTakeOver == 0
                || (!settings.once() && isPast(lastTakeOver, settings.lease().dividedBy(2)));
        if (takeOverDue || takeOver.isUnderWay()) {
            lastTakeOver = System.nanoTime();
            takeOver.run(() -> stopping);
        }
        if (lookDue) {
            look();
        }
        for (FileName name : settling.due(System.nanoTime())) {
            offer(name, false);
        }
        if (!lookDue && settling.isEmpty()) {
            statistics.scanned(beingWritten.size());
        }
        await(watching);
    }

    private void await(FolderWatch watching) throws IOException, InterruptedException {
        reading.flush();
        Duration settled = settling.untilNext(System.nanoTime());
        Duration timeout = lookDue ? Duration.ZERO : shorter(shorter(IDLE, settings.reconcile()), settled);
        List<FileName> finished = new ArrayList<>();
        switch (watching.await(timeout, finished::add)) {
            case OVERFLOW -> {
                metrics.watchOverflowed();
                lookDue = true;
            }
            case LOOK -> lookDue |= !settings.once();
            case NAMES -> {
                // They follow.
            }
        }
        for (FileName name : finished) {
            if (name.isIntent()) {
                beingWritten.remove(name);
                offer(name, true);
            }
        }
        if (isPast(lastReconcile, settings.reconcile())) {
            lastReconcile = System.nanoTime();
            reconcile(watching);
        }
    }

    // What a watch may have missed, and what other instances may have finished.
    private void reconcile(FolderWatch watching) throws IOException {
        if (!settings.once()) {
            watching.renew();
            lookDue = true;
        }
        if (statistics.run().inFlight() > 0) {
            statistics.stillClaimed(claims.countOwn());
        }
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) < 0 ? other : one;
    }

    private static boolean isPast(long last, Duration interval) {
        return last == 0 || System.nanoTime() - last >= interval.toNanos();
    }

    private void look() throws IOException, InterruptedException {
        Backlog backlog = new Backlog(LOOK_LIMIT);
        beingWritten.clear();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder.root(), entry -> Names.nameOf(entry).isIntent())) {
            for (Path entry : entries) {
                Look look = ClaimReader.look(entry);
                if (look != null) {
                    backlog.add(Names.nameOf(entry), look.modifiedMillis());
                }
            }
        }
        lookDue = false;
        long pending = backlog.seen();
        boolean any = false;
        for (FileName name : backlog.inOrder()) {
            if (stopping) {
                return;
            }
            metrics.pending(pending--);
            any |= offer(name, false);
        }
        metrics.pending(backlog.seen() == 0 ? 0 : settling.isEmpty() ? beingWritten.size() : pending);
        lookDue = backlog.isCut() && any;
    }

    /**
     * Claims the file if it is finished.
     *
     * @param closed whether the file is known to have been closed just now
     * @return whether it was claimed
     */
    private boolean offer(FileName name, boolean closed) throws IOException, InterruptedException {
        Look look = ClaimReader.look(folder.file(name));
        if (look == null) {
            settling.forget(name);
            unclaimable.remove(name);
            return false;
        }
        if (look.kind() == Kind.REGULAR && !isFinished(name, look, closed)) {
            return false;
        }
        settling.forget(name);
        return claim(name, look);
    }

    // Many writers create a file before they open it again to write, so an empty one must stay empty for a while.
    private boolean isFinished(FileName name, Look look, boolean closed) {
        return switch (probe.look(folder.file(name))) {
            case NO_FILE -> false;
            case SOME -> {
                settling.forget(name);
                beingWritten.add(name);
                yield false;
            }
            case NONE -> look.size() > 0 || settling.hasSettled(name, look, System.nanoTime());
            case UNKNOWN -> (closed && look.size() > 0) || settling.hasSettled(name, look, System.nanoTime());
        };
    }

    private boolean claim(FileName name, Look look) throws InterruptedException {
        if (!reading.acquire(reading.sizeToRead(look), () -> stopping)) {
            return false;
        }
        Optional<Claim> claim = Optional.empty();
        try {
            claim = claims.claim(name, ids.next());
            unclaimable.remove(name);
        } catch (IOException e) {
            metrics.retried("folder");
            if (unclaimable.size() < LOOK_LIMIT && unclaimable.add(name)) {
                LOG.warn("Cannot claim {}: {}; it stays where it is", name, e.toString());
            }
        }
        if (claim.isEmpty()) {
            reading.giveBack(reading.sizeToRead(look));
            return false;
        }
        statistics.found();
        metrics.claimed();
        reading.readAcquired(claim.get(), look, reading.sizeToRead(look));
        return true;
    }
}
