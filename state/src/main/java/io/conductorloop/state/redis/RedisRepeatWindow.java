package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.RepeatWindow;
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
 * The window in Redis: an intent's id per target and content under {@code cl:said:{namespace/name}:<sha256>}, which lives as
 * long as the window it was said in.
 */
public final class RedisRepeatWindow implements RepeatWindow {
    private static final String KEY_START = "cl:said:{";

    private final BatchedRedis redis;

    /** The window that all instances share; {@code connections} of Lettuce. */
    public RedisRepeatWindow(RedisConnectionFactory connections) {
        this.redis = new BatchedRedis(connections);
    }

    @Override
    public Map<Said, IntentId> first(Collection<Said> said) {
        if (said.isEmpty()) {
            return Map.of();
        }
        List<Said> asked = List.copyOf(Set.copyOf(said));
        byte[][] keys = asked.stream().map(RedisRepeatWindow::key).toArray(byte[][]::new);
        List<KeyValue<byte[], byte[]>> values =
                redis.ask(commands -> List.of(commands.mget(keys))).getFirst();
        Map<Said, IntentId> first = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            if (values.get(i).hasValue()) {
                first.put(asked.get(i), IntentId.parse(new String(values.get(i).getValue(), UTF_8)));
            }
        }
        return first;
    }

    @Override
    public void remember(Map<Said, IntentId> said, Duration window) {
        List<byte[]> keys = new ArrayList<>(said.size());
        List<byte[]> ids = new ArrayList<>(said.size());
        said.forEach((content, intent) -> {
            keys.add(key(content));
            ids.add(intent.toString().getBytes(UTF_8));
        });
        redis.run(RedisScript.REMEMBER, Long.toString(window.toMillis()).getBytes(UTF_8), keys, ids);
    }

    private static byte[] key(Said said) {
        return (KEY_START + said.target().key() + "}:" + said.sha256()).getBytes(UTF_8);
    }
}
