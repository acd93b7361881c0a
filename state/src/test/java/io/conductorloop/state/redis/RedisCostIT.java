package io.conductorloop.state.redis;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.Events;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Filter;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.state.Mark;
import io.conductorloop.state.RepeatWindow;
import io.conductorloop.state.RepeatWindow.Said;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What the state costs in Redis: holds the memory table of {@code docs/redis.md}, and prints its table of times. */
@ExtendWith(RealInfrastructure.class)
class RedisCostIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int BATCH = 500;
    private static final int COUNT = 40 * BATCH;

    /** What two looks at an idle Redis differ by, bytes. */
    private static final int NOISE = 4_096;

    private static LettuceConnectionFactory connections;

    private final TargetMarks marks = new RedisTargetMarks(connections, "cl:accepted", HOUR);
    private final RepeatWindow window = new RedisRepeatWindow(connections);
    private final AtomicLong sequences = new AtomicLong();
    private final IntentJournal journal =
            new RedisIntentJournal(connections, new JsonEventCodec(), HOUR, () -> Events.START);

    @BeforeAll
    static void connect() {
        connections = Redises.connect();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @BeforeEach
    void startEmpty() {
        Redises.flush(connections);
    }

    @Test
    void takesTheMemoryThatTheDocumentSays() throws IOException {
        // Given
        Map<String, Double> documented = documentedBytes();

        // When
        Map<String, Double> measured = new TreeMap<>();
        measured.put("mark", bytesEach(n -> marks.advance(marks(n, 0))));
        measured.put("repeat (`said`)", bytesEach(n -> window.remember(said(n), HOUR)));
        measured.put("received event", bytesEach(n -> append(n, i -> Events.received(id(i), target(i)))));
        measured.put("judged event", bytesEach(n -> append(n, i -> Events.judged(id(i)))));
        measured.put("executing event", bytesEach(n -> append(n, i -> Events.executing(id(i), 1))));
        measured.put("retrying event", bytesEach(n -> append(n, i -> Events.retrying(id(i), 1))));
        measured.put("finished event", bytesEach(n -> append(n, i -> Events.finished(id(i), target(i)))));
        double alone = bytesEach(n -> append(n, i -> Events.judged(Events.id(-250L * i - 250))));
        measured.put("bucket", alone - measured.get("judged event"));

        measured.put("placed package", bytesEach(RedisCostIT::place));

        // Then
        System.out.println("bytes in Redis: " + measured);
        assertThat(measured.keySet()).isEqualTo(documented.keySet());
        assertThat(documented)
                .allSatisfy(
                        (what, bytes) -> assertThat(measured.get(what)).as(what).isBetween(0.7 * bytes, 1.1 * bytes));
    }

    @Test
    void printsWhatABatchTakes() {
        // Given
        forEachBatch(n -> marks.advance(marks(n, 0)));

        // When
        time(
                "`TargetMarks.read`",
                BATCH,
                n -> marks.read(IntStream.range(n, n + BATCH)
                        .mapToObj(RedisCostIT::target)
                        .toList()));
        time("`TargetMarks.advance`", BATCH, n -> marks.advance(marks(n, sequences.addAndGet(COUNT))));
        time("`RepeatWindow.remember`", BATCH, n -> window.remember(said(n), HOUR));
        time("`IntentJournal.append`, judged", BATCH, n -> append(n, i -> Events.judged(id(i))));
        time("`IntentJournal.append`, finished", BATCH, n -> append(n, i -> Events.finished(id(i), target(i))));
        time("`IntentJournal.find`, all there", BATCH, n -> find(Stage.JUDGED, n));
        time("`IntentJournal.find`, none there", BATCH, n -> find(Stage.RETRYING, n));
        time("`IntentJournal.page` of 50", 50, n -> journal.page(Filter.ALL, id(n + BATCH), 50));

        // Then
        assertThat(find(Stage.FINISHED, 0)).hasSize(BATCH);
        assertThat(marks.read(List.of(target(0))).get(target(0)).sequence()).isGreaterThanOrEqualTo(COUNT);
    }

    private static Target target(int n) {
        return new Target("oran-odu-%02d".formatted(n % 10), "odu-high-phy-%05d".formatted(n));
    }

    /** Claimed at a thousand a second. */
    private static IntentId id(int n) {
        return Events.id(n, n);
    }

    private static Map<Target, Mark> marks(int start, long sequence) {
        return IntStream.range(start, start + BATCH)
                .boxed()
                .collect(toMap(RedisCostIT::target, i -> new Mark(sequence + i, id(i), Events.sha256(i))));
    }

    /** Each of one target. */
    private static void place(int start) {
        SiteBoard board = new RedisSiteBoard(connections);
        for (int i = start; i < start + BATCH; i++) {
            Target target = target(i);
            String name = target.namespace() + "--" + target.name();
            board.place(name, "edge-" + i % 10, 1e9, Map.of(target, 5), Events.START);
            board.settle(name, Map.of(target, 3));
        }
    }

    private static Map<Said, IntentId> said(int start) {
        return IntStream.range(start, start + BATCH)
                .boxed()
                .collect(toMap(i -> new Said(target(i), Events.sha256(i)), RedisCostIT::id));
    }

    private void append(int start, IntFunction<IntentEvent> event) {
        journal.append(IntStream.range(start, start + BATCH).mapToObj(event).toList());
    }

    private Map<IntentId, IntentEvent> find(Stage stage, int start) {
        return journal.find(
                stage,
                IntStream.range(start, start + BATCH).mapToObj(RedisCostIT::id).toList());
    }

    private static void forEachBatch(IntConsumer batch) {
        for (int start = 0; start < COUNT; start += BATCH) {
            batch.accept(start);
        }
    }

    private static double bytesEach(IntConsumer batch) {
        double before = settledMemory();
        forEachBatch(batch);
        return (settledMemory() - before) / COUNT;
    }

    /** Once it stays as it is: while Redis moves its keys to a larger table, bit by bit, it has two of them. */
    private static double settledMemory() {
        double[] last = {Double.NaN};
        Awaitility.await("Redis' memory to stay as it is")
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    double before = last[0];
                    last[0] = memoryOfData();
                    return Math.abs(last[0] - before) < NOISE;
                });
        return last[0];
    }

    /** Without what is only on its way: commands of clients, and the log while the disk is slow. */
    private static double memoryOfData() {
        return info("memory", "used_memory") - info("memory", "mem_clients_normal") - info("memory", "mem_aof_buffer");
    }

    private static void time(String call, int size, IntConsumer batch) {
        forEachBatch(batch);
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double redis = redisSeconds();
        long client = process.getProcessCpuTime();
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            forEachBatch(start -> {
                long begin = System.nanoTime();
                batch.accept(start);
                nanos.add(System.nanoTime() - begin);
            });
        }
        double items = (double) nanos.size() * size;
        double clientMicros = (process.getProcessCpuTime() - client) / 1e3 / items;
        double redisMicros = (redisSeconds() - redis) * 1e6 / items;
        nanos.sort(null);
        System.out.printf(
                "| %s | %,d | %.1f | %.1f |%n", call, nanos.get(nanos.size() / 2) / 1_000, redisMicros, clientMicros);
    }

    private static double redisSeconds() {
        return info("cpu", "used_cpu_user_main_thread") + info("cpu", "used_cpu_sys_main_thread");
    }

    private static double info(String section, String property) {
        try (RedisConnection connection = connections.getConnection()) {
            return Double.parseDouble(connection.serverCommands().info(section).getProperty(property));
        }
    }

    /** The rows {@code | what | bytes |} of the document. */
    private static Map<String, Double> documentedBytes() throws IOException {
        return Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d+) \\|$")
                .matcher(Files.readString(Path.of("..", "docs", "redis.md")))
                .results()
                .collect(toMap(row -> row.group(1), row -> Double.valueOf(row.group(2)), (a, _) -> a, TreeMap::new));
    }
}
