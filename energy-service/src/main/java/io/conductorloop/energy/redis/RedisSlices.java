package io.conductorloop.energy.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.energy.ledger.SliceOrder;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.report.PeriodReport.Slice;
import io.conductorloop.state.redis.BatchedRedis;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Slices in Redis: {@code cl:energy:slices:<machine>}, a sorted set by the time at which each begins, of lines of text. What
 * is older than they are kept leaves with the next one added.
 */
public final class RedisSlices implements Slices {
    private static final String KEY_START = "cl:energy:slices:";

    private final BatchedRedis redis;
    private final byte[] key;
    private final Duration kept;

    /**
     * Slices of a machine.
     *
     * @param connections of Lettuce
     * @param kept how long
     */
    public RedisSlices(RedisConnectionFactory connections, String machine, Duration kept) {
        this.redis = new BatchedRedis(connections);
        this.key = (KEY_START + machine).getBytes(UTF_8);
        this.kept = kept;
    }

    @Override
    public void add(Slice slice) {
        String line = String.join(
                " ",
                slice.from().toString(),
                slice.to().toString(),
                Double.toString(slice.used().value()),
                slice.basis().name(),
                Double.toString(slice.gramsPerKilowattHour()),
                Long.toString(slice.intents()));
        long oldest = slice.to().minus(kept).toEpochMilli();
        redis.ask(commands -> List.of(
                commands.zadd(key, (double) slice.from().toEpochMilli(), line.getBytes(UTF_8)),
                commands.zremrangebyscore(key, Range.create(0, oldest)),
                commands.pexpire(key, kept.toMillis())));
    }

    @Override
    public List<Slice> within(Instant from, Instant to) {
        List<byte[]> lines = redis.ask(commands ->
                        List.of(commands.zrangebyscore(key, Range.create(from.toEpochMilli(), to.toEpochMilli()))))
                .getFirst();
        return SliceOrder.within(lines.stream().map(RedisSlices::slice).toList(), from, to);
    }

    private static Slice slice(byte[] line) {
        String[] parts = new String(line, UTF_8).split(" ", -1);
        return new Slice(
                Instant.parse(parts[0]),
                Instant.parse(parts[1]),
                new Joules(Double.parseDouble(parts[2])),
                Basis.valueOf(parts[3]),
                Double.parseDouble(parts[4]),
                Long.parseLong(parts[5]));
    }
}
