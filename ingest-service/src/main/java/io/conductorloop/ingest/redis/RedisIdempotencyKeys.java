package io.conductorloop.ingest.redis;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.submission.IdempotencyKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Keys in Redis, one entry each: {@code cl:idempotency:<key>} = {@code <id> <sha256>}, 101 bytes and the key. Bound with
 * {@code SET NX}, so of several instances one wins and all answer alike.
 */
public final class RedisIdempotencyKeys implements IdempotencyKeys {
    private static final String PREFIX = "cl:idempotency:";

    private final StringRedisTemplate redis;
    private final Duration kept;

    public RedisIdempotencyKeys(StringRedisTemplate redis, Duration kept) {
        this.redis = redis;
        this.kept = kept;
    }

    @Override
    public Map<String, Binding> bind(Map<String, Binding> proposals) {
        return proposals.size() == 1 ? bindOne(proposals) : bindAll(proposals);
    }

    /** Without a pipeline, for which Spring would open a connection. */
    private Map<String, Binding> bindOne(Map<String, Binding> proposals) {
        Map.Entry<String, Binding> proposal = proposals.entrySet().iterator().next();
        String entry = PREFIX + proposal.getKey();
        if (Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(entry, text(proposal.getValue()), kept))) {
            return proposals;
        }
        return Map.of(proposal.getKey(), decoded(redis.opsForValue().get(entry)));
    }

    private Map<String, Binding> bindAll(Map<String, Binding> proposals) {
        List<String> keys = new ArrayList<>(proposals.keySet());
        List<Object> answers = redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            for (String key : keys) {
                connection
                        .stringCommands()
                        .set(entry(key), encoded(proposals, key), SetCondition.ifAbsent(), Expiration.from(kept));
            }
            keys.forEach(key -> connection.stringCommands().get(entry(key)));
            return null;
        });
        // What is there now was read last; whether a write gives an answer of its own depends on the driver.
        List<Object> read = answers.subList(answers.size() - keys.size(), answers.size());
        Map<String, Binding> bound = HashMap.newHashMap(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            bound.put(keys.get(i), decoded((String) read.get(i)));
        }
        return bound;
    }

    private static byte[] entry(String key) {
        return (PREFIX + key).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encoded(Map<String, Binding> proposals, String key) {
        Binding proposal = Objects.requireNonNull(proposals.get(key));
        return text(proposal).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Binding binding) {
        return binding.id() + " " + binding.sha256();
    }

    private static Binding decoded(@Nullable String text) {
        if (text == null) {
            throw new IllegalStateException("an idempotency key was gone as soon as it was bound; send it again");
        }
        int blank = text.indexOf(' ');
        return new Binding(IntentId.parse(text.substring(0, blank)), text.substring(blank + 1));
    }
}
