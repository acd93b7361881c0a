package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.IntentIntake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An intake that keeps what it is handed, and is full, stopped or broken when told so. */
public final class RecordingIntake implements IntentIntake {
    private final List<IntentId> ids = new ArrayList<>();
    private final List<String> intents = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int refusals;
    private @Nullable Throwable failure;

    @Override
    public synchronized CompletableFuture<IntentId> submit(IntentId id, byte[] intent, Map<String, byte[]> headers) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (room == 0) {
            if (refusals > 0 && --refusals == 0) {
                room = Integer.MAX_VALUE;
            }
            return CompletableFuture.failedFuture(new IntakeFull(Duration.ofSeconds(3)));
        }
        room--;
        ids.add(id);
        intents.add(new String(intent, StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(id);
    }

    /** Takes so many more, then is full for so many calls, or for ever when that is zero. */
    public synchronized void fullAfter(int more, int refusals) {
        room = more;
        this.refusals = refusals;
    }

    /** Fails each call from now on. */
    public synchronized void failWith(Throwable failure) {
        this.failure = failure;
    }

    /** Forgets everything and works again. */
    public synchronized void reset() {
        ids.clear();
        intents.clear();
        room = Integer.MAX_VALUE;
        failure = null;
    }

    public synchronized List<IntentId> ids() {
        return List.copyOf(ids);
    }

    public synchronized List<String> intents() {
        return List.copyOf(intents);
    }
}
