package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.network.Condition;
import io.conductorloop.testkit.network.TcpProxy;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A second validation and executor stall in the middle of a batch until the broker gives their partitions to the first ones,
 * and then go on with what they had: by their Redis not answering for longer than {@code max.poll.interval.ms}, but for less
 * than they wait for it; and by being held (SIGSTOP) for longer than their group waits for a sign of life.
 */
final class StalledConsumers implements Fault {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
    private static final Duration REDIS_SILENT = Duration.ofMillis(4_500);
    private static final Duration HELD = Duration.ofSeconds(8);

    private List<ServiceProcess> guests = List.of();
    private @Nullable TcpProxy way;

    @Override
    public String name() {
        return "consumers stalled beyond max.poll.interval.ms";
    }

    @Override
    public void prepare(Trial trial) {
        way = trial.bench.anotherWayToRedis();
        Map<String, String> properties = Map.of(
                "spring.data.redis.url",
                Bench.redisUrl(way),
                "spring.cloud.stream.kafka.binder.consumer-properties.max.poll.interval.ms",
                Long.toString(POLL_INTERVAL.toMillis()));
        guests = List.of(
                trial.bench.validation("validation-stalled", properties),
                trial.bench.executor("executor-stalled", trial.ground, properties));
        guests.forEach(ServiceProcess::awaitReady);
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        way.become(new Condition.Held());
        trial.last(REDIS_SILENT);
        way.restore();
        trial.awaitProgress(500 + trial.random.nextInt(1_000));
        guests.forEach(ServiceProcess::hold);
        trial.last(HELD);
        guests.forEach(ServiceProcess::release);
        trial.awaitProgress(100);
    }

    @Override
    public void tidy() {
        guests.forEach(ServiceProcess::close);
        if (way != null) {
            way.close();
        }
    }
}
