package io.conductorloop.benchmarks.ceiling;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands that our services send for a batch, with values of the same sizes. */
final class CeilingRedis {
    private static final long TTL_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long PATIENCE = 5;

    private final StatefulRedisConnection<byte[], byte[]> connection;

    CeilingRedis(URI url) {
        connection = RedisClient.create(RedisURI.create(url)).connect(ByteArrayCodec.INSTANCE);
    }

    /** What is known of these intents and targets. */
    void recall(long bucket, List<byte[]> fields, Collection<String> marks) {
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        await(
                commands.hmget(key(bucket), fields.toArray(byte[][]::new)),
                commands.mget(marks.stream().map(CeilingRedis::bytes).toArray(byte[][]::new)));
    }

    /** A field each. */
    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // only walked
    void journal(long bucket, List<byte[]> fields, byte[] value) {
        Map<byte[], byte[]> entries = new HashMap<>();
        fields.forEach(field -> entries.put(field, value));
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        await(commands.hset(key(bucket), entries), commands.pexpire(key(bucket), TTL_MILLIS));
    }

    /** A value each that ends with its time to live. */
    void marks(Map<String, byte[]> marks) {
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        List<RedisFuture<?>> sent = new ArrayList<>();
        marks.forEach((key, value) -> sent.add(commands.psetex(bytes(key), TTL_MILLIS, value)));
        await(sent.toArray(RedisFuture[]::new));
    }

    private static void await(RedisFuture<?>... sent) {
        try {
            for (RedisFuture<?> future : sent) {
                if (!future.await(PATIENCE, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Redis does not answer");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(long bucket) {
        return bytes("ceiling:journal:" + bucket);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
