package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.Mark;
import io.conductorloop.state.TargetMarks;
import io.lettuce.core.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Marks in Redis: a string {@code sequence|intent|content} per target under {@code <prefix>:{namespace/name}}, which lives
 * until a target has not advanced for the time to live. The braces put all that is kept of one target in one cluster slot.
 */
public final class RedisTargetMarks implements TargetMarks {
    private static final char BAR = '|';

    private final BatchedRedis redis;
    private final String keyStart;
    private final byte[] ttlMillis;

    /**
     * Marks of one meaning.
     *
     * @param connections of Lettuce
     * @param prefix what tells these marks from others: {@code cl:accepted}, {@code cl:applied:scaling}
     * @param ttl how long a mark outlives its target's last advance
     */
    public RedisTargetMarks(RedisConnectionFactory connections, String prefix, Duration ttl) {
        this.redis = new BatchedRedis(connections);
        this.keyStart = prefix + ":{";
        this.ttlMillis = Long.toString(ttl.toMillis()).getBytes(UTF_8);
    }

    @Override
    public Map<Target, Mark> read(Collection<Target> targets) {
        if (targets.isEmpty()) {
            return Map.of();
        }
        List<Target> asked = List.copyOf(Set.copyOf(targets));
        byte[][] keys = asked.stream().map(this::key).toArray(byte[][]::new);
        List<KeyValue<byte[], byte[]>> values =
                redis.ask(commands -> List.of(commands.mget(keys))).getFirst();
        Map<Target, Mark> marks = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            if (values.get(i).hasValue()) {
                marks.put(asked.get(i), mark(values.get(i).getValue()));
            }
        }
        return marks;
    }

    @Override
    public void advance(Map<Target, Mark> marks) {
        List<byte[]> keys = new ArrayList<>(marks.size());
        List<byte[]> values = new ArrayList<>(marks.size());
        marks.forEach((target, mark) -> {
            keys.add(key(target));
            values.add(value(mark));
        });
        redis.run(RedisScript.ADVANCE, ttlMillis, keys, values);
    }

    @Override
    public void forget(Target target, IntentId intent) {
        redis.run(
                RedisScript.FORGET,
                ttlMillis,
                List.of(key(target)),
                List.of(intent.toString().getBytes(UTF_8)));
    }

    private byte[] key(Target target) {
        return (keyStart + target.key() + '}').getBytes(UTF_8);
    }

    private static byte[] value(Mark mark) {
        return (Long.toString(mark.sequence()) + BAR + mark.intent() + BAR + mark.content()).getBytes(UTF_8);
    }

    private static Mark mark(byte[] value) {
        String text = new String(value, UTF_8);
        int first = text.indexOf(BAR);
        int second = text.indexOf(BAR, first + 1);
        return new Mark(
                Long.parseLong(text, 0, first, 10),
                IntentId.parse(text.substring(first + 1, second)),
                text.substring(second + 1));
    }
}
