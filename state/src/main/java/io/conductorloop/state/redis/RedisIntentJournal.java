package io.conductorloop.state.redis;

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
import java.util.Collection;
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
    private final InstantSource clock;

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
        this.clock = clock;
    }

    @Override
    public void append(Collection<? extends IntentEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<Long, Map<byte[], byte[]>> buckets = fieldsByBucket(events);
        redis.ask(commands -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            buckets.forEach((bucket, fields) -> sent.add(commands.hset(JournalLayout.key(bucket), fields)));
            sent.addAll(kept(buckets.keySet(), commands));
            return sent;
        });
    }

    @Override
    public Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends) {
        if (ends.isEmpty()) {
            return Map.of();
        }
        List<IntentFinished> written = List.copyOf(ends);
        Set<Long> buckets = new HashSet<>();
        List<Object> replies = redis.ask(commands -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            for (IntentFinished end : written) {
                long bucket = JournalLayout.bucket(end.id());
                buckets.add(bucket);
                sent.add(commands.hsetnx(
                        JournalLayout.key(bucket), JournalLayout.field(end.id(), Stage.FINISHED), codec.encode(end)));
            }
            sent.addAll(kept(buckets, commands));
            return sent;
        });
        Map<IntentId, IntentFinished> standing = HashMap.newHashMap(written.size());
        List<IntentId> others = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            standing.putIfAbsent(written.get(i).id(), written.get(i));
            if (!Boolean.TRUE.equals(replies.get(i))) {
                others.add(written.get(i).id());
            }
        }
        if (!others.isEmpty()) {
            find(Stage.FINISHED, others).forEach((id, end) -> standing.put(id, (IntentFinished) end));
        }
        return standing;
    }

    /** Has the buckets kept and listed for their time, and forgets which were too long ago to list. */
    private List<RedisFuture<?>> kept(Set<Long> buckets, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        Range<Long> tooOldToList = Range.from(
                Range.Boundary.unbounded(),
                Range.Boundary.excluding(JournalLayout.bucket(clock.instant().minus(ttl))));
        List<RedisFuture<?>> sent = new ArrayList<>();
        List<ScoredValue<byte[]>> members = new ArrayList<>();
        for (long bucket : buckets) {
            sent.add(commands.pexpire(JournalLayout.key(bucket), ttl));
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
    public Map<IntentId, IntentEvent> find(Stage stage, Collection<IntentId> ids) {
        Map<IntentId, IntentEvent> found = HashMap.newHashMap(ids.size());
        for (IntentEvent event : read(ids, List.of(stage))) {
            found.put(event.id(), event);
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

    private List<IntentEvent> read(Collection<IntentId> ids, List<Stage> stages) {
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
