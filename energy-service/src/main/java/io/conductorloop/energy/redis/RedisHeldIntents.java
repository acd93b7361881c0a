package io.conductorloop.energy.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.deferral.Claim;
import io.conductorloop.energy.deferral.Fate;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.ReleasePlan;
import io.conductorloop.energy.deferral.Tally;
import io.conductorloop.state.redis.BatchedRedis;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The waiting room in Redis: a hash per intent under {@code cl:deferred:{held}:<id>}, and beside them the sets {@code due}, by
 * the time at which something is to be done about an intent, and {@code ids}, in lexical order, which is that of age;
 * {@code facets}, who waits for a facet; {@code tally:<hour>}, what was settled. The hash tag puts all in one slot of a
 * cluster, so that an intent's fate changes in one step; what waits is far less than a node holds.
 *
 * <p>What waits has no time to live. A settled intent has, without its bytes.
 */
public final class RedisHeldIntents implements HeldIntents {
    private static final String PREFIX = "cl:deferred:{held}:";
    private static final byte[] COMPLETE = key("complete");
    private static final byte[] IDS = key("ids");
    private static final Duration TALLY_KEPT = Duration.ofDays(400);

    private final BatchedRedis redis;

    /** @param connections of Lettuce */
    public RedisHeldIntents(RedisConnectionFactory connections) {
        this.redis = new BatchedRedis(connections);
    }

    @Override
    public Set<IntentId> settled(Collection<IntentId> ids) {
        List<IntentId> asked = List.copyOf(ids);
        List<Boolean> replies = redis.ask(commands -> asked.stream()
                .map(id -> commands.hexists(key(id.toString()), bytes("settled")))
                .toList());
        Set<IntentId> settled = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (replies.get(i)) {
                settled.add(asked.get(i));
            }
        }
        return settled;
    }

    @Override
    public List<Admission> hold(List<HeldIntent> intents) {
        List<byte[]> replies = redis.ask(commands -> intents.stream()
                .map(held -> {
                    List<byte[]> arguments = new ArrayList<>(List.of(
                            bytes(held.intent().id().toString()),
                            millis(held.plan().at()),
                            bytes(held.intent().facet()),
                            bytes(Long.toString(held.intent().sequence()))));
                    arguments.addAll(HeldFields.of(held));
                    return commands.<byte[]>eval(
                            HeldScript.HOLD.source(), ScriptOutputType.VALUE, keys(), arguments(arguments));
                })
                .toList());
        return replies.stream()
                .map(reply -> Admission.valueOf(new String(reply, UTF_8)))
                .toList();
    }

    @Override
    public List<HeldIntent> claimDue(Instant now, Claim claim, int limit) {
        List<Object> reply = redis.ask(commands -> List.of(commands.<List<Object>>eval(
                        HeldScript.CLAIM_DUE.source(),
                        ScriptOutputType.MULTI,
                        keys(),
                        millis(now),
                        bytes(Integer.toString(limit)),
                        bytes(claim.token()),
                        millis(claim.until()),
                        bytes(Integer.toString(MOST_BYTES)))))
                .getFirst();
        List<HeldIntent> claimed = new ArrayList<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            if (reply.get(i) instanceof byte[] id && reply.get(i + 1) instanceof List<?> fields) {
                claimed.add(HeldFields.held(IntentId.parse(new String(id, UTF_8)), map(fields)));
            }
        }
        return claimed;
    }

    @Override
    public Optional<HeldIntent> claim(IntentId id, Fate fate, Claim claim) {
        Optional<HeldIntent> known = find(id);
        if (known.isEmpty()) {
            return known;
        }
        String who = fate instanceof Fate.Cancelled cancelled ? cancelled.by() : "";
        String words = fate instanceof Fate.Cancelled cancelled ? cancelled.why() : "";
        boolean mine = run(
                HeldScript.CLAIM,
                bytes(id.toString()),
                bytes(known.get().intent().facet()),
                bytes(HeldFields.state(fate)),
                bytes(claim.token()),
                millis(claim.until()),
                bytes(who),
                bytes(words));
        return mine ? find(id) : Optional.empty();
    }

    @Override
    public boolean settle(HeldIntent intent, Claim claim, Settled settled, Duration remembered) {
        return run(
                HeldScript.SETTLE,
                bytes(intent.intent().id().toString()),
                bytes(claim.token()),
                bytes(Long.toString(remembered.toMillis())),
                bytes(settled.at().toString()),
                bytes(Double.toString(settled.intensity())),
                bytes(Double.toString(settled.gramsSaved())),
                bytes(hour(settled.at())),
                bytes(HeldFields.state(intent.fate())),
                bytes(Long.toString(TALLY_KEPT.toMillis())));
    }

    @Override
    public void replan(IntentId id, ReleasePlan plan) {
        List<byte[]> arguments = new ArrayList<>(List.of(bytes(id.toString()), millis(plan.at())));
        arguments.addAll(HeldFields.of(plan));
        run(HeldScript.REPLAN, arguments(arguments));
    }

    @Override
    public Optional<HeldIntent> find(IntentId id) {
        Map<String, byte[]> fields = new HashMap<>();
        redis.ask(commands -> List.of(commands.hgetall(key(id.toString()))))
                .getFirst()
                .forEach((name, value) -> fields.put(new String(name, UTF_8), value));
        return fields.isEmpty() ? Optional.empty() : Optional.of(HeldFields.held(id, fields));
    }

    @Override
    public Page page(@Nullable IntentId before, int limit) {
        Range<byte[]> range = Range.from(
                Range.Boundary.unbounded(),
                before == null ? Range.Boundary.unbounded() : Range.Boundary.excluding(bytes(before.toString())));
        List<IntentId> ids = redis
                .ask(commands -> List.of(commands.zrevrangebylex(IDS, range, Limit.create(0, limit + 1L))))
                .getFirst()
                .stream()
                .map(id -> IntentId.parse(new String(id, UTF_8)))
                .toList();
        return ids.size() <= limit
                ? new Page(listed(ids), null)
                : new Page(listed(ids.subList(0, limit)), ids.get(limit - 1));
    }

    @Override
    public long size() {
        return redis.ask(commands -> List.of(commands.zcard(IDS))).getFirst();
    }

    @Override
    public Tally tally(Instant from, Instant to) {
        List<byte[]> keys = new ArrayList<>();
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        for (Instant at = hour.isBefore(from) ? hour.plus(1, ChronoUnit.HOURS) : hour;
                at.isBefore(to);
                at = at.plus(1, ChronoUnit.HOURS)) {
            keys.add(key("tally:" + hour(at)));
        }
        return redis.ask(commands -> keys.stream().map(commands::hgetall).toList()).stream()
                .map(RedisHeldIntents::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    private static Tally tally(Map<byte[], byte[]> hash) {
        Map<String, String> fields = new HashMap<>();
        hash.forEach((name, value) -> fields.put(new String(name, UTF_8), new String(value, UTF_8)));
        return new Tally(
                Long.parseLong(fields.getOrDefault(HeldFields.RELEASED, "0")),
                Long.parseLong(fields.getOrDefault(HeldFields.SUPERSEDED, "0")),
                Long.parseLong(fields.getOrDefault(HeldFields.CANCELLED, "0")),
                Double.parseDouble(fields.getOrDefault("grams", "0")));
    }

    @Override
    public boolean isComplete() {
        return redis.ask(commands -> List.of(commands.exists(COMPLETE))).getFirst() == 1;
    }

    @Override
    public void markComplete() {
        redis.ask(commands -> List.of(commands.set(COMPLETE, bytes("1"))));
    }

    @Override
    public boolean takeTurn(String what, Duration time) {
        String reply = redis.ask(commands -> List.of(commands.set(
                        key("turn:" + what), bytes("1"), SetArgs.Builder.nx().px(time.toMillis()))))
                .getFirst();
        return "OK".equals(reply);
    }

    /** Without what each may have megabytes of. */
    private List<HeldIntent> listed(List<IntentId> ids) {
        byte[][] names = HeldFields.LISTED.stream().map(RedisHeldIntents::bytes).toArray(byte[][]::new);
        List<List<KeyValue<byte[], byte[]>>> replies = redis.ask(commands -> ids.stream()
                .map(id -> commands.hmget(key(id.toString()), names))
                .toList());
        List<HeldIntent> listed = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Map<String, byte[]> fields = new HashMap<>();
            for (KeyValue<byte[], byte[]> field : replies.get(i)) {
                field.ifHasValue(value -> fields.put(new String(field.getKey(), UTF_8), value));
            }
            if (!fields.isEmpty()) {
                listed.add(HeldFields.held(ids.get(i), fields));
            }
        }
        return listed;
    }

    private boolean run(HeldScript script, byte[]... arguments) {
        return redis.ask(commands -> List.of(
                                commands.<Long>eval(script.source(), ScriptOutputType.INTEGER, keys(), arguments)))
                        .getFirst()
                == 1;
    }

    private static Map<String, byte[]> map(List<?> fields) {
        Map<String, byte[]> map = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            map.put(new String((byte[]) fields.get(i), UTF_8), (byte[]) fields.get(i + 1));
        }
        return map;
    }

    private static byte[][] keys() {
        return new byte[][] {key("")};
    }

    private static byte[][] arguments(List<byte[]> arguments) {
        return arguments.toArray(byte[][]::new);
    }

    private static String hour(Instant at) {
        return Long.toString(at.truncatedTo(ChronoUnit.HOURS).getEpochSecond() / 3600);
    }

    private static byte[] millis(Instant at) {
        return bytes(Long.toString(at.toEpochMilli()));
    }

    private static byte[] key(String rest) {
        return bytes(PREFIX + rest);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
