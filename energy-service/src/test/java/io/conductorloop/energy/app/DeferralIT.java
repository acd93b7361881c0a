package io.conductorloop.energy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.energy.app.DeferredTraffic.Sent;
import io.conductorloop.energy.deferral.Fate;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.HoldDesk;
import io.conductorloop.energy.deferral.Tally;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Deferred intents through services as they ship, on a real broker and a real Redis, with deadlines of seconds. */
@ExtendWith(RealInfrastructure.class)
class DeferralIT {
    private static final int INTENTS = 2_000;
    private static final int DEFERRED = INTENTS / 2;
    private static final int TARGETS = 450;
    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final double KILOWATT_HOURS = 0.1 / 3600;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void clear() {
        System.out.println("DeferralIT seed " + seed);
        RealInfrastructure.clear();
    }

    @Test
    void releasesEachIntentOnceAndInTimeWhileInstancesChangeAndTheSourceFails() throws Exception {
        SwingingGrid grid = new SwingingGrid(folder, 12, 0);
        try (DeferredTraffic traffic = new DeferredTraffic();
                ConfigurableApplicationContext second = sendThroughTwoInstances(traffic, grid)) {
            // Then
            assertThat(traffic.accepted().values())
                    .allSatisfy(records -> assertThat(records).hasSize(1));
            assertThat(traffic.sent().values()).allSatisfy(sent -> assertGone(sent, traffic));
            HeldIntents held = second.getBean(HeldIntents.class);
            assertThat(held.size()).isZero();
            List<Object> left = new ArrayList<>();
            second.getBean(HeldLog.class).forEach(left::add);
            assertThat(left).isEmpty();
            assertSavings(held, traffic, grid);
        }
    }

    private ConfigurableApplicationContext sendThroughTwoInstances(DeferredTraffic traffic, SwingingGrid grid)
            throws Exception {
        ConfigurableApplicationContext second;
        try (ConfigurableApplicationContext first = start()) {
            traffic.readUntil(A_WHILE, grid::isDirty);
            send(traffic, 0, DEFERRED / 2);
            // Planned while power is dirty: a second start takes the processors from the first for seconds.
            HeldIntents held = first.getBean(HeldIntents.class);
            traffic.readUntil(A_WHILE, () -> held.size() + traffic.released() > DEFERRED / 4);
            second = start();
            traffic.readUntil(A_WHILE, () -> traffic.released() > DEFERRED / 10);
        }
        traffic.readUntil(A_WHILE, grid::isDirty);
        send(traffic, DEFERRED / 2, DEFERRED * 8 / 10);
        traffic.readUntil(A_WHILE, () -> traffic.released() > DEFERRED * 7 / 10);
        grid.fail();
        send(traffic, DEFERRED * 8 / 10, DEFERRED * 9 / 10);
        traffic.readUntil(A_WHILE, () -> traffic.released() > DEFERRED * 8 / 10);
        grid.recover();
        send(traffic, DEFERRED * 9 / 10, DEFERRED);
        traffic.readUntil(A_WHILE, traffic::isAllAnswered);
        traffic.readUntil(A_WHILE, () -> second.getBean(HeldIntents.class).size() == 0);
        return second;
    }

    @Test
    void anotherInstanceReleasesWhatAKilledOneHeld() throws Exception {
        // Given
        new SwingingGrid(folder, 16, 6);
        Map<String, String> settings = new HashMap<>();
        for (String setting : settings()) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        settings.put("spring.kafka.bootstrap-servers", RealInfrastructure.bootstrapServers());
        settings.put("spring.data.redis.url", RealInfrastructure.redisUrl());
        try (DeferredTraffic traffic = new DeferredTraffic();
                ServiceProcess killed =
                        ServiceProcess.start("energy-service", Path.of("target", "deferral-it-killed.log"), settings)) {
            killed.awaitReady();
            try (ConfigurableApplicationContext other = start()) {
                HeldIntents held = other.getBean(HeldIntents.class);
                send(traffic, 0, 300);
                // What it has not read would wait for the end of its session, 10 s.
                traffic.readUntil(A_WHILE, () -> held.size() + traffic.released() >= 300);

                // When
                killed.kill();

                // Then
                traffic.readUntil(A_WHILE, traffic::isAllAnswered);
                traffic.readUntil(A_WHILE, () -> held.size() == 0);
                assertThat(traffic.sent().values()).allSatisfy(sent -> assertGone(sent, traffic));
                System.out.printf(
                        "DeferralIT: %d of 300 released twice after a kill%n",
                        traffic.accepted().values().stream()
                                .filter(records -> records.size() > 1)
                                .count());
            }
        }
    }

    @Test
    void losesNothingWhenRedisForgetsEverything() throws Exception {
        // Given
        new SwingingGrid(folder, 24, 4);
        try (DeferredTraffic traffic = new DeferredTraffic();
                ConfigurableApplicationContext energy = start()) {
            HeldIntents held = energy.getBean(HeldIntents.class);
            for (int number = 0; number < 200; number++) {
                traffic.defer(number, number, 5, Instant.now().plusSeconds(20));
            }
            traffic.flush();
            traffic.readUntil(A_WHILE, () -> held.size() + traffic.accepted().size() >= 200);

            // When
            try (RedisConnection redis =
                    energy.getBean(RedisConnectionFactory.class).getConnection()) {
                redis.serverCommands().flushAll();
            }

            // Then
            traffic.readUntil(A_WHILE, traffic::isAllAnswered);
            assertThat(traffic.sent().values()).allSatisfy(sent -> assertGone(sent, traffic));
        }
    }

    @Test
    void brokenRecordsHoldNothingUp() throws Exception {
        new SwingingGrid(folder, 12, 0);
        try (DeferredTraffic traffic = new DeferredTraffic();
                ConfigurableApplicationContext energy = start()) {
            // Given
            traffic.breakThings();
            for (int number = 0; number < 50; number++) {
                traffic.defer(number, number, 5, Instant.now().plusSeconds(10));
            }
            traffic.flush();

            // When
            traffic.readUntil(A_WHILE, traffic::isAllAnswered);

            // Then
            assertThat(traffic.sent().values()).allSatisfy(sent -> assertGone(sent, traffic));
            energy.getBean(HoldDesk.class).restore();
            HeldIntents held = energy.getBean(HeldIntents.class);
            traffic.readUntil(A_WHILE, () -> held.size() == 0);
        }
    }

    /** From {@code from} to {@code to}, as many that may wait as such that may not. */
    private void send(DeferredTraffic traffic, int from, int to) {
        for (int number = from; number < to; number++) {
            Instant deadline = Instant.now().plusMillis(8_000 + random.nextInt(14_000));
            traffic.defer(number, number % TARGETS, random.nextInt(9), deadline);
            traffic.accept(1_000_000 + number);
        }
        traffic.flush();
    }

    /** It was sent on in time, as it came, or a newer one of its target took its place. */
    private static void assertGone(Sent sent, DeferredTraffic traffic) {
        List<ConsumerRecord<byte[], byte[]>> records = traffic.accepted().get(sent.id());
        if (records == null) {
            assertThat(traffic.outcomes().get(sent.id()).outcome()).isInstanceOf(Outcome.Superseded.class);
            return;
        }
        assertThat(traffic.outcomes()).doesNotContainKey(sent.id());
        assertThat(records).allSatisfy(record -> {
            assertThat(new String(record.key())).isEqualTo(sent.key());
            assertThat(record.value()).isEqualTo(sent.bytes());
            assertThat(Instant.ofEpochMilli(record.timestamp())).isBefore(sent.deadline());
        });
    }

    private static void assertSavings(HeldIntents held, DeferredTraffic traffic, SwingingGrid grid) {
        double sum = 0;
        int released = 0;
        int cleaner = 0;
        for (Sent sent : traffic.sent().values()) {
            HeldIntent one = held.find(sent.id()).orElse(null);
            if (one == null || !(one.fate() instanceof Fate.Released)) {
                continue;
            }
            released++;
            HeldIntent.Settled left = one.settled();
            double then = one.intensityThen();
            if (Double.isNaN(then) || Double.isNaN(left.intensity())) {
                assertThat(left.gramsSaved()).isZero();
                continue;
            }
            assertThat(then).isEqualTo(grid.at(one.heldAt()), within(1e-9));
            assertThat(left.intensity()).isEqualTo(grid.at(left.at()), within(1e-9));
            sum += KILOWATT_HOURS * (grid.at(one.heldAt()) - grid.at(left.at()));
            // Its plan does not tell: made anew when the time has come, it says that now is as good as any.
            cleaner += left.intensity() < then ? 1 : 0;
        }
        Tally tally = held.tally(Instant.now().minusSeconds(7_200), Instant.now());
        System.out.printf("DeferralIT: %d released, %d of them into cleaner power, %s%n", released, cleaner, tally);
        assertThat(tally.released()).isEqualTo(released);
        assertThat(tally.released() + tally.superseded()).isEqualTo(DEFERRED);
        assertThat(tally.gramsSaved()).isEqualTo(sum, within(1e-9)).isPositive();
        assertThat(cleaner).isGreaterThan(DEFERRED / 10);
    }

    private ConfigurableApplicationContext start() {
        return EnergyContexts.start(settings().toArray(String[]::new));
    }

    private List<String> settings() {
        return List.of(
                "conductor.energy.sources.order=file",
                "conductor.energy.sources.file.folder=" + folder.toAbsolutePath(),
                "conductor.energy.sources.file.step=1s",
                "conductor.energy.sources.fresh=300ms",
                "conductor.energy.sources.pause=300ms",
                "conductor.energy.sources.stale=1s",
                "conductor.energy.deferral.margin=4s",
                "conductor.energy.deferral.claim=2s",
                "conductor.energy.deferral.execution-time=1s",
                "conductor.energy.deferral.execution-power=100",
                "conductor.energy.deferral.replan-every=1s",
                "conductor.energy.deferral.restore-every=3s",
                "conductor.energy.deferral.look=100ms");
    }
}
