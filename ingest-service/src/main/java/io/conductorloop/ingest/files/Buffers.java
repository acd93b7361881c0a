package io.conductorloop.ingest.files;

import java.nio.ByteBuffer;
import org.jctools.queues.MpmcArrayQueue;

/**
 * Direct buffers to read files through, kept in three tiers so that a small file does not hold a large one's memory. A tier
 * that is empty makes a new buffer; one that is full lets a returned one go.
 */
final class Buffers {
    /** The sizes of the lower tiers, bytes; the upper one's is the largest intent's. */
    static final int SMALL = 4 * 1024;

    static final int MEDIUM = 64 * 1024;

    private final Tier[] tiers;

    /** @param perTier how many buffers a tier keeps at most: no more than there are readers */
    Buffers(int largest, int perTier) {
        tiers = new Tier[] {
            new Tier(SMALL, perTier), new Tier(MEDIUM, perTier), new Tier(Math.max(largest, MEDIUM), perTier)
        };
    }

    private record Tier(int size, MpmcArrayQueue<ByteBuffer> free) {
        Tier(int size, int kept) {
            this(size, new MpmcArrayQueue<>(Math.max(2, kept)));
        }
    }

    /** An empty buffer of at least {@code size} bytes. */
    ByteBuffer take(int size) {
        Tier tier = tier(size);
        ByteBuffer buffer = tier.free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(tier.size) : buffer.clear();
    }

    /** Takes back what {@link #take} gave. */
    void giveBack(ByteBuffer buffer) {
        // A full tier drops it.
        boolean _ = tier(buffer.capacity()).free.offer(buffer);
    }

    private Tier tier(int size) {
        for (Tier tier : tiers) {
            if (size <= tier.size) {
                return tier;
            }
        }
        throw new IllegalArgumentException(size + " bytes are more than any buffer holds");
    }
}
