package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.IntentJournal;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The journal in Redis, laid out as {@link JournalLayout} says. A story lives until the time to live has passed since the
 * last event of its bucket; it is listed for that long since its intent was claimed.
 */
public final class RedisIntentJournal implements IntentJournal {
    private final BatchedRedis redis;
    private final JournalPages pages;
    private final EventCodec codec;
    private final Duration ttl;
    private final byte[] ttlMillis;
    private final InstantSource clock;
    private final ListedBuckets listed = new ListedBuckets();

    /**
     * The journal that all services share.
     *
     * @param connections of Lettuce
     * @param ttl how long a story outlives its last event
     */
    public RedisIntentJournal(RedisConnectionFactory connections, EventCodec codec, Duration ttl) {
        this(connections, codec, ttl, InstantSource.system());
    }

    RedisIntentJournal(RedisConnectionFactory connections, EventCodec codec, Duration ttl, InstantSource clock) {
        this.redis = new BatchedRedis(connections);
        this.pages = new JournalPages(redis, this::stories);
        this.codec = codec;
        this.ttl = ttl;
        this.ttlMillis = Long.toString(ttl.toMillis()).getBytes(US_ASCII);
        this.clock = clock;
    }

    @Override
    public void append(Collection<? extends IntentEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<Long, Map<byte[], byte[]>> buckets = fieldsByBucket(events);
        long now = clock.millis();
        Set<Long> unlisted = listed.due(buckets.keySet(), now);
        redis.ask(commands -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            buckets.forEach((bucket, fields) -> {
                sent.add(commands.hset(JournalLayout.key(bucket), fields));
                sent.add(commands.pexpire(JournalLayout.key(bucket), ttl));
            });
            if (!unlisted.isEmpty()) {
                sent.addAll(list(unlisted, commands));
            }
            return sent;
        });
        listed.listed(unlisted, now);
    }

    @Override
    public Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends) {
        if (ends.isEmpty()) {
            return Map.of();
        }
        List<byte[]> keys = new ArrayList<>(ends.size());
        List<byte[]> fields = new ArrayList<>(ends.size());
        Set<Long> buckets = new HashSet<>();
        Map<IntentId, IntentFinished> standing = HashMap.newHashMap(ends.size());
        for (IntentFinished end : ends) {
            long bucket = JournalLayout.bucket(end.id());
            buckets.add(bucket);
            keys.add(JournalLayout.key(bucket));
            fields.add(concat(JournalLayout.field(end.id(), Stage.FINISHED), codec.encode(end)));
            standing.putIfAbsent(end.id(), end);
        }
        long others = redis.run(RedisScript.FINISH, ttlMillis, keys, fields);
        long now = clock.millis();
        Set<Long> unlisted = listed.due(buckets, now);
        if (!unlisted.isEmpty()) {
            redis.ask(commands -> list(unlisted, commands));
            listed.listed(unlisted, now);
        }
        if (others > 0) {
            find(Stage.FINISHED, standing.keySet()).forEach((id, end) -> standing.put(id, (IntentFinished) end));
        }
        return standing;
    }

    private static byte[] concat(byte[] field, byte[] value) {
        byte[] both = Arrays.copyOf(field, field.length + value.length);
        System.arraycopy(value, 0, both, field.length, value.length);
        return both;
    }

    /** Has the buckets listed for their time, and forgets which were too long ago to list. */
    private List<RedisFuture<?>> list(Set<Long> buckets, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        Range<Long> tooOldToList = Range.from(
                Range.Boundary.unbounded(),
                Range.Boundary.excluding(JournalLayout.bucket(clock.instant().minus(ttl))));
        List<RedisFuture<?>> sent = new ArrayList<>();
        List<ScoredValue<byte[]>> members = new ArrayList<>();
        for (long bucket : buckets) {
            members.add(ScoredValue.just((double) bucket, JournalLayout.member(bucket)));
        }
        sent.add(commands.zadd(JournalLayout.INDEX, scored(members)));
        sent.add(commands.zremrangebyscore(JournalLayout.INDEX, tooOldToList));
        sent.add(commands.pexpire(JournalLayout.INDEX, ttl));
        return sent;
    }

    /** What to write. Of two events of one stage the later comes last, and so stays. */
    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the inner maps are only walked
    private Map<Long, Map<byte[], byte[]>> fieldsByBucket(Collection<? extends IntentEvent> events) {
        Map<Long, Map<byte[], byte[]>> buckets = new HashMap<>();
        for (IntentEvent event : events) {
            buckets.computeIfAbsent(JournalLayout.bucket(event.id()), _ -> new LinkedHashMap<>())
                    .put(JournalLayout.field(event.id(), Stage.of(event)), codec.encode(event));
        }
        return buckets;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, for a varargs parameter
    private static ScoredValue<byte[]>[] scored(List<ScoredValue<byte[]>> members) {
        return members.toArray(new ScoredValue[0]);
    }

    @Override
    public Map<Stage, Map<IntentId, IntentEvent>> find(Set<Stage> stages, Collection<IntentId> ids) {
        Map<Stage, Map<IntentId, IntentEvent>> found = new EnumMap<>(Stage.class);
        stages.forEach(stage -> found.put(stage, HashMap.newHashMap(ids.size())));
        for (IntentEvent event : read(ids, stages)) {
            found.getOrDefault(Stage.of(event), Map.of()).put(event.id(), event);
        }
        return found;
    }

    @Override
    public List<IntentEvent> story(IntentId id) {
        return stories(List.of(id)).getOrDefault(id, List.of());
    }

    @Override
    public Page page(Filter filter, @Nullable IntentId before, int limit) {
        return pages.page(filter, before, limit);
    }

    private Map<IntentId, List<IntentEvent>> stories(Collection<IntentId> ids) {
        Map<IntentId, List<IntentEvent>> stories = HashMap.newHashMap(ids.size());
        for (IntentEvent event : read(ids, List.of(Stage.values()))) {
            stories.computeIfAbsent(event.id(), _ -> new ArrayList<>()).add(event);
        }
        stories.replaceAll((_, events) -> IntentJournal.inOrder(events));
        return stories;
    }

    private List<IntentEvent> read(Collection<IntentId> ids, Collection<Stage> stages) {
        Map<Long, List<byte[]>> buckets = new HashMap<>();
        for (IntentId id : ids) {
            List<byte[]> fields = buckets.computeIfAbsent(JournalLayout.bucket(id), _ -> new ArrayList<>());
            stages.forEach(stage -> fields.add(JournalLayout.field(id, stage)));
        }
        List<List<KeyValue<byte[], byte[]>>> replies = redis.ask(commands -> buckets.entrySet().stream()
                .map(bucket -> commands.hmget(
                        JournalLayout.key(bucket.getKey()), bucket.getValue().toArray(byte[][]::new)))
                .toList());
        List<IntentEvent> events = new ArrayList<>();
        for (List<KeyValue<byte[], byte[]>> reply : replies) {
            for (KeyValue<byte[], byte[]> field : reply) {
                if (field.hasValue()) {
                    events.add(codec.decode(field.getValue()));
                }
            }
        }
        return events;
    }
}
