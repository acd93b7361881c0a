package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where intents enter the pipeline that do not come as files. */
public interface IntentIntake {
    /**
     * Hands an intent over to be published after those already handed over.
     *
     * @param id from {@link IntentIds}; the same id again publishes a copy, which the pipeline recognises
     * @param intent the bytes as they came, not copied: do not change them afterwards
     * @param extraHeaders record headers beside those every intent has, by name
     * @return completes with {@code id} once the intent is durable, or with an {@link IntakeRefused}. Cancelling it does not
     *     take the intent back.
     */
    CompletableFuture<IntentId> submit(IntentId id, byte[] intent, Map<String, byte[]> extraHeaders);

    /** The intent was not taken; nothing of it was published. */
    abstract sealed class IntakeRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private IntakeRefused(String message) {
            super(message, null, false, false);
        }
    }

    /** The intent is larger than any may be. */
    final class IntentTooLarge extends IntakeRefused {
        private static final long serialVersionUID = 1L;
        private final long limit;

        /** @param limit the largest size taken, bytes */
        public IntentTooLarge(long size, long limit) {
            super("intent of " + size + " bytes exceeds the limit of " + limit + " bytes");
            this.limit = limit;
        }

        /** The largest size taken, bytes. */
        public long limit() {
            return limit;
        }
    }

    /** As many bytes are in flight as may be; the same call succeeds later. */
    final class IntakeFull extends IntakeRefused {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public IntakeFull(Duration retryAfter) {
            super("too many intents are in flight");
            this.retryAfter = retryAfter;
        }

        /** When to try again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The instance is stopping; another one, or this one after its restart, takes the intent. */
    final class IntakeStopped extends IntakeRefused {
        private static final long serialVersionUID = 1L;

        public IntakeStopped() {
            super("this instance is stopping");
        }
    }
}
