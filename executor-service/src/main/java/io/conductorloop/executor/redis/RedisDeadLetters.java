package io.conductorloop.executor.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.deadletter.DeadLetter;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.state.redis.BatchedRedis;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Dead letters in Redis: a hash per letter under {@code cl:dead:<id>}, and {@code cl:dead}, a sorted set of their ids in
 * lexical order, which is the order of their age. A letter lives for the time to live; its id leaves the set when a list
 * comes upon it. Each command is about one key.
 */
public final class RedisDeadLetters implements DeadLetters {
    private static final byte[] INDEX = "cl:dead".getBytes(UTF_8);
    private static final String KEY_START = "cl:dead:";
    private static final byte[] DECISION = "decision".getBytes(UTF_8);
    private static final byte[] CONFIRMED = "confirmed".getBytes(UTF_8);
    private static final byte[] YES = {'1'};

    /** A page looks at no more than so many letters. */
    private static final int MOST_LOOKED_AT = 1_000;

    private final BatchedRedis redis;
    private final DeadLetterDecision.Codec codec;
    private final Duration ttl;

    /** @param ttl how long a letter is kept */
    public RedisDeadLetters(RedisConnectionFactory connections, DeadLetterDecision.Codec codec, Duration ttl) {
        this.redis = new BatchedRedis(connections);
        this.codec = codec;
        this.ttl = ttl;
    }

    @Override
    public void keep(Collection<DeadLetter> letters) {
        redis.ask(commands -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            for (DeadLetter letter : letters) {
                byte[] key = key(letter.id());
                sent.add(commands.hset(key, LetterFields.of(letter)));
                sent.add(commands.pexpire(key, ttl.toMillis()));
                sent.add(commands.zadd(INDEX, 0, member(letter.id())));
            }
            return sent;
        });
    }

    @Override
    public DeadLetterDecision decide(DeadLetterDecision decision) {
        byte[] key = key(decision.letter());
        List<?> replies = redis.ask(commands -> List.of(
                commands.hsetnx(key, DECISION, codec.encode(decision)),
                commands.hget(key, DECISION),
                commands.pexpire(key, ttl.toMillis())));
        return replies.get(1) instanceof byte[] standing ? codec.decode(standing) : decision;
    }

    @Override
    public void confirm(Collection<DeadLetterDecision> decisions) {
        redis.ask(commands -> {
            List<RedisFuture<?>> sent = new ArrayList<>();
            for (DeadLetterDecision decision : decisions) {
                byte[] key = key(decision.letter());
                sent.add(commands.hsetnx(key, DECISION, codec.encode(decision)));
                sent.add(commands.hset(key, CONFIRMED, YES));
                sent.add(commands.pexpire(key, ttl.toMillis()));
            }
            return sent;
        });
    }

    @Override
    public Optional<Kept> find(IntentId id) {
        return Optional.ofNullable(find(List.of(id)).getFirst());
    }

    @Override
    public Page page(Filter filter, @Nullable IntentId before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
        List<Kept> page = new ArrayList<>();
        IntentId last = before;
        for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; ) {
            List<IntentId> ids = older(last, limit);
            List<Kept> found = found(ids);
            for (Kept kept : found) {
                last = kept.letter().id();
                if (filter.matches(kept)) {
                    page.add(kept);
                }
                if (page.size() == limit) {
                    return new Page(page, older(last, 1).isEmpty() ? null : last);
                }
            }
            if (ids.size() < limit) {
                return new Page(page, null);
            }
            last = ids.getLast();
            lookedAt += ids.size();
        }
        return new Page(page, last);
    }

    private List<IntentId> older(@Nullable IntentId than, int limit) {
        Range<byte[]> range = Range.from(
                Range.Boundary.unbounded(),
                than == null ? Range.Boundary.unbounded() : Range.Boundary.excluding(member(than)));
        List<?> replies = redis.ask(commands -> List.of(commands.zrevrangebylex(INDEX, range, Limit.create(0, limit))));
        List<IntentId> ids = new ArrayList<>();
        if (replies.getFirst() instanceof List<?> members) {
            for (Object member : members) {
                ids.add(IntentId.parse(new String((byte[]) member, UTF_8)));
            }
        }
        return ids;
    }

    /** Those of the letters that still live; the others leave the set. */
    private List<Kept> found(List<IntentId> ids) {
        List<@Nullable Kept> looked = find(ids);
        List<Kept> found = new ArrayList<>();
        List<byte[]> gone = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Kept kept = looked.get(i);
            if (kept == null) {
                gone.add(member(ids.get(i)));
            } else {
                found.add(kept);
            }
        }
        if (!gone.isEmpty()) {
            redis.ask(commands -> List.of(commands.zrem(INDEX, gone.toArray(byte[][]::new))));
        }
        return found;
    }

    private List<@Nullable Kept> find(List<IntentId> ids) {
        List<?> replies = redis.ask(
                commands -> ids.stream().map(id -> commands.hgetall(key(id))).toList());
        List<@Nullable Kept> found = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            found.add(replies.get(i) instanceof Map<?, ?> hash ? kept(ids.get(i), hash) : null);
        }
        return found;
    }

    private @Nullable Kept kept(IntentId id, Map<?, ?> hash) {
        Map<String, byte[]> fields = new HashMap<>();
        hash.forEach((name, value) -> fields.put(new String((byte[]) name, UTF_8), (byte[]) value));
        DeadLetter letter = LetterFields.letter(id, fields);
        if (letter == null) {
            return null;
        }
        byte[] decision = fields.get(new String(DECISION, UTF_8));
        return new Kept(
                letter,
                decision == null ? null : codec.decode(decision),
                fields.containsKey(new String(CONFIRMED, UTF_8)));
    }

    private static byte[] key(IntentId id) {
        return (KEY_START + id).getBytes(UTF_8);
    }

    private static byte[] member(IntentId id) {
        return id.toString().getBytes(UTF_8);
    }
}
