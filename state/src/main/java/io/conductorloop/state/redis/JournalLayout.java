package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.IntentJournal.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Where the journal keeps what. Intents claimed in the same quarter of a second share a bucket: a hash {@code
 * cl:journal:<bucket>} with a field per intent and stage, 16 bytes of id and one letter. The sorted set {@code
 * cl:journal:buckets} holds the buckets by age, for listing.
 *
 * <p>A quarter of a second holds 2,500 intents at 10,000 a second: few enough to read the ids of at once, and enough to make
 * a batch of events one or two commands.
 */
final class JournalLayout {
    static final byte[] INDEX = "cl:journal:buckets".getBytes(US_ASCII);
    private static final String KEY_START = "cl:journal:";
    private static final long BUCKET_MILLIS = 250;
    private static final int ID_BYTES = 16;

    private JournalLayout() {}

    static long bucket(IntentId id) {
        return bucket(id.claimedAt());
    }

    static long bucket(Instant claimedAt) {
        return claimedAt.toEpochMilli() / BUCKET_MILLIS;
    }

    /** The bucket as the index names it. */
    static byte[] member(long bucket) {
        return Long.toString(bucket).getBytes(US_ASCII);
    }

    static long bucket(byte[] member) {
        return Long.parseLong(new String(member, US_ASCII));
    }

    /** The key of the bucket's hash. */
    static byte[] key(long bucket) {
        return (KEY_START + bucket).getBytes(US_ASCII);
    }

    static byte[] field(IntentId id, Stage stage) {
        return ByteBuffer.allocate(ID_BYTES + 1)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .put(letter(stage))
                .array();
    }

    /** Whose field this is. */
    static IntentId id(byte[] field) {
        ByteBuffer bytes = ByteBuffer.wrap(field);
        return new IntentId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static byte letter(Stage stage) {
        return (byte)
                switch (stage) {
                    case RECEIVED -> 'r';
                    case JUDGED -> 'j';
                    case EXECUTING -> 'e';
                    case RETRYING -> 't';
                    case PROPOSED -> 'p';
                    case FINISHED -> 'f';
                };
    }
}
