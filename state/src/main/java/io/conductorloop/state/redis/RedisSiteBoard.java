package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.Target;
import io.conductorloop.state.SiteBoard;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The board in Redis: a hash per package under {@code cl:sites:{board}:package:<name>}, with its site and the replicas of its
 * targets; {@code unsettled}, the packages whose place is not, by when it was asked for; {@code used}, the replicas of each site;
 * {@code offers}, what is said of them. The hash tag puts all in one slot, so that a package is placed and counted in one step. Nothing
 * of it has a time to live: a package is at its site until somebody says otherwise.
 */
public final class RedisSiteBoard implements SiteBoard {
    private static final String PREFIX = "cl:sites:{board}:";
    private static final byte[][] KEYS = {bytes(PREFIX)};
    private static final byte[] OFFERS = bytes(PREFIX + "offers");
    private static final byte[] USED = bytes(PREFIX + "used");
    private static final byte[] UNSETTLED = bytes(PREFIX + "unsettled");
    private static final byte[] SITE = bytes("site");
    private static final double MOST = 1e15;

    private final BatchedRedis redis;

    /** @param connections of Lettuce */
    public RedisSiteBoard(RedisConnectionFactory connections) {
        this.redis = new BatchedRedis(connections);
    }

    @Override
    public void offer(Collection<Offer> offers) {
        List<String> arguments = new ArrayList<>();
        offers.forEach(offer -> {
            arguments.add(offer.site());
            arguments.add(line(offer));
        });
        run(SiteScript.OFFER, arguments);
    }

    @Override
    public Map<String, Site> sites() {
        List<Map<byte[], byte[]>> replies =
                redis.ask(commands -> List.of(commands.hgetall(OFFERS), commands.hgetall(USED)));
        Map<String, Long> used = new HashMap<>();
        replies.getLast().forEach((site, replicas) -> used.put(text(site), Long.parseLong(text(replicas))));
        Map<String, Site> sites = new HashMap<>();
        replies.getFirst().forEach((name, line) -> {
            Offer offer = offer(text(name), text(line));
            sites.put(offer.site(), new Site(offer, used.getOrDefault(offer.site(), 0L)));
        });
        return sites;
    }

    @Override
    public Map<String, Place> placed(Collection<String> packages) {
        if (packages.isEmpty()) {
            return Map.of();
        }
        List<String> asked = List.copyOf(packages);
        List<Optional<String>> sites = redis
                .ask(commands -> asked.stream()
                        .map(name -> commands.hmget(bytes(PREFIX + "package:" + name), SITE))
                        .toList())
                .stream()
                .map(values -> values.getFirst().optional().map(RedisSiteBoard::text))
                .toList();
        byte[][] members = asked.stream().map(RedisSiteBoard::bytes).toArray(byte[][]::new);
        List<Double> scores = redis.ask(commands -> List.of(commands.zmscore(UNSETTLED, members)))
                .getFirst();
        Map<String, Place> placed = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String name = asked.get(i);
            boolean isSettled = scores.get(i) == null;
            sites.get(i).ifPresent(site -> placed.put(name, new Place(site, isSettled)));
        }
        return placed;
    }

    @Override
    public Optional<Place> find(String packageName, Collection<String> sites, Instant now) {
        List<String> arguments = new ArrayList<>(List.of(packageName, millis(now)));
        arguments.addAll(sites);
        return place(run(SiteScript.FIND, arguments));
    }

    @Override
    public Optional<Place> place(
            String packageName, String site, double capacity, Map<Target, Integer> replicas, Instant now) {
        List<String> arguments =
                new ArrayList<>(List.of(packageName, millis(now), site, Double.toString(Math.min(capacity, MOST))));
        return place(run(SiteScript.PLACE, with(arguments, replicas)));
    }

    @Override
    public void settle(String packageName, Map<Target, Integer> replicas) {
        run(SiteScript.SETTLE, with(new ArrayList<>(List.of(packageName)), replicas));
    }

    @Override
    public List<String> unsettled(Instant before, int most) {
        Range<Long> older = Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(before.toEpochMilli()));
        return redis
                .ask(commands -> List.of(commands.zrangebyscore(UNSETTLED, older, Limit.from(most))))
                .getFirst()
                .stream()
                .map(RedisSiteBoard::text)
                .toList();
    }

    @Override
    public void forgetUnsettled(String packageName, Instant before) {
        run(SiteScript.FORGET, List.of(packageName, millis(before)));
    }

    @Override
    public boolean forget(String packageName) {
        return !run(SiteScript.FORGET, List.of(packageName)).isEmpty();
    }

    private List<String> run(SiteScript script, List<String> arguments) {
        byte[][] bytes = arguments.stream().map(RedisSiteBoard::bytes).toArray(byte[][]::new);
        List<Object> reply = redis.ask(commands ->
                        List.of(commands.<List<Object>>eval(script.source(), ScriptOutputType.MULTI, KEYS, bytes)))
                .getFirst();
        return reply.stream().map(part -> text((byte[]) part)).toList();
    }

    private static Optional<Place> place(List<String> reply) {
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(reply.getFirst(), !reply.getLast().isEmpty()));
    }

    /** No target is called {@code site}: it has a slash. */
    private static List<String> with(List<String> arguments, Map<Target, Integer> replicas) {
        replicas.forEach((target, count) -> {
            arguments.add(target.key());
            arguments.add(count.toString());
        });
        return arguments;
    }

    private static String line(Offer offer) {
        return String.join(
                " ",
                Double.toString(offer.grams()),
                offer.until().toString(),
                Double.toString(offer.capacity()),
                offer.latency().toString());
    }

    private static Offer offer(String site, String line) {
        String[] parts = line.split(" ", -1);
        return new Offer(
                site,
                Double.parseDouble(parts[0]),
                Instant.parse(parts[1]),
                Double.parseDouble(parts[2]),
                Duration.parse(parts[3]));
    }

    private static String millis(Instant moment) {
        return Long.toString(moment.toEpochMilli());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
