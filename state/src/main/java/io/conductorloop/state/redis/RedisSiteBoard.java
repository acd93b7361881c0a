package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.Target;
import io.conductorloop.state.SiteBoard;
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
 * targets; {@code used}, the replicas of each site; {@code offers}, what is said of them. The hash tag puts all in one slot, so that a
 * package is placed and counted in one step. Nothing of it has a time to live: a package is at its site until somebody says
 * otherwise.
 */
public final class RedisSiteBoard implements SiteBoard {
    private static final String PREFIX = "cl:sites:{board}:";
    private static final byte[] OFFERS = bytes(PREFIX + "offers");
    private static final byte[] USED = bytes(PREFIX + "used");
    private static final byte[] SITE = bytes("site");
    private static final double MOST = 1e15;

    private final BatchedRedis redis;

    /** @param connections of Lettuce */
    public RedisSiteBoard(RedisConnectionFactory connections) {
        this.redis = new BatchedRedis(connections);
    }

    @Override
    public void offer(Collection<Offer> offers) {
        List<byte[]> arguments = new ArrayList<>();
        for (Offer offer : offers) {
            arguments.add(bytes(offer.site()));
            arguments.add(bytes(line(offer)));
        }
        run(SiteScript.OFFER, new byte[][] {OFFERS}, arguments);
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
    public Map<String, String> placed(Collection<String> packages) {
        List<String> asked = List.copyOf(packages);
        List<Optional<byte[]>> replies =
                redis
                        .ask(commands -> asked.stream()
                                .map(name -> commands.hmget(packageKey(name), SITE))
                                .toList())
                        .stream()
                        .map(values -> values.getFirst().optional())
                        .toList();
        Map<String, String> placed = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String name = asked.get(i);
            replies.get(i).ifPresent(site -> placed.put(name, text(site)));
        }
        return placed;
    }

    @Override
    public Optional<String> place(String packageName, String site, double capacity, Map<Target, Integer> replicas) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(bytes(site));
        arguments.add(bytes(Double.toString(Math.min(capacity, MOST))));
        return run(SiteScript.PLACE, packageName, with(arguments, replicas));
    }

    @Override
    public void count(String packageName, Map<Target, Integer> replicas) {
        run(SiteScript.COUNT, packageName, with(new ArrayList<>(), replicas));
    }

    @Override
    public boolean forget(String packageName) {
        return run(SiteScript.FORGET, packageName, List.of()).isPresent();
    }

    private Optional<String> run(SiteScript script, String packageName, List<byte[]> arguments) {
        byte[][] keys = {packageKey(packageName), USED};
        return Optional.of(run(script, keys, arguments)).filter(site -> !site.isEmpty());
    }

    private String run(SiteScript script, byte[][] keys, List<byte[]> arguments) {
        byte[] reply = redis.<byte[]>ask(commands -> List.of(commands.<byte[]>eval(
                        script.source(), ScriptOutputType.VALUE, keys, arguments.toArray(byte[][]::new))))
                .getFirst();
        return text(reply);
    }

    /** No target is called {@code site}: it has a slash. */
    private static List<byte[]> with(List<byte[]> arguments, Map<Target, Integer> replicas) {
        replicas.forEach((target, count) -> {
            arguments.add(bytes(target.key()));
            arguments.add(bytes(count.toString()));
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

    private static byte[] packageKey(String name) {
        return bytes(PREFIX + "package:" + name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
