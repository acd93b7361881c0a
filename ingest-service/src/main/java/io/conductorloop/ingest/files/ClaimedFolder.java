package io.conductorloop.ingest.files;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handoff folder as this instance takes part in it. */
public final class ClaimedFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedFolder.class);
    private static final int ATTEMPTS = 10;

    private final HandoffFolder folder;
    private final Instance instance;
    private final Claims claims;
    private final ScheduledExecutorService heartbeat;

    private ClaimedFolder(HandoffFolder folder, Instance instance) {
        this.folder = folder;
        this.instance = instance;
        this.claims = new Claims(folder, instance);
        heartbeat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("folder-lease").daemon().factory());
        var _ = heartbeat.scheduleAtFixedRate(this::renew, 1, 1, TimeUnit.SECONDS);
    }

    // A beat that fails is said; others take the claims over if it goes on, and the pipeline recognises what is
    // published
    // twice.
    private void renew() {
        try {
            instance.renew();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot renew the lease in {}: {}", instance.home(), e.toString());
        }
    }

    /**
     * Starts to take part.
     *
     * @param name of this instance; null: a random one
     * @param lease how long an instance may be silent before its claims are taken over, where locks do not tell
     */
    public static ClaimedFolder open(HandoffFolder folder, @Nullable String name, Duration lease, Random random)
            throws IOException {
        String wanted = name;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String tried = wanted == null ? "i-" + suffix(random) : wanted;
            Instance instance = Instance.start(folder, tried, lease);
            if (instance != null) {
                return new ClaimedFolder(folder, instance);
            }
            wanted = (name == null ? "i" : name) + "-" + suffix(random);
            LOG.warn("An instance called {} is alive; this one is called {}", tried, wanted);
        }
        throw new IOException("no name is free for this instance in " + folder.claims());
    }

    private static String suffix(Random random) {
        byte[] bytes = new byte[4];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The folder. */
    public HandoffFolder folder() {
        return folder;
    }

    Claims claims() {
        return claims;
    }

    @Override
    public void close() throws IOException {
        heartbeat.shutdownNow();
        instance.close();
    }
}
