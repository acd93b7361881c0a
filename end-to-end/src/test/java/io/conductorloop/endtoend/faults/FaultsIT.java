package io.conductorloop.endtoend.faults;

import io.conductorloop.endtoend.MemoryFolder;
import io.conductorloop.testkit.network.Condition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The promises hold whatever goes wrong: each fault strikes while its own 20,000 intents are under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    static Path work;

    private static final int INTENTS = 20_000;
    private static final int CROWD = 200_000;
    private static final int DISK_MEGABYTES = 256;

    private Bench bench;
    private int number;

    @BeforeAll
    void start() throws Exception {
        bench = Bench.start(work);
    }

    @BeforeEach
    void allIsWell() {
        bench.awaitReady();
    }

    @AfterAll
    void end() {
        bench.close();
    }

    @Test
    void servicesAreKilled() throws Exception {
        survives(new KilledServices(3));
    }

    @Test
    void theBrokerIsStopped() throws Exception {
        survives(new BrokerAway.Stopped(Duration.ofSeconds(20)));
    }

    @Test
    void theBrokerIsKilled() throws Exception {
        survives(new BrokerAway.Killed(2));
    }

    @Test
    void redisIsStopped() throws Exception {
        survives(new RedisAway.Stopped(Duration.ofSeconds(20)));
    }

    @Test
    void redisComesBackEmpty() throws Exception {
        survives(new RedisAway.Emptied());
    }

    @Test
    void connectionsAreCut() throws Exception {
        survives(new BadConnections.Cut(6));
    }

    @Test
    void connectionsAreDelayed() throws Exception {
        Duration delay = Duration.ofMillis(500);
        survives(new BadConnections.Slow(
                "connections delayed by 500 ms", new Condition.Delayed(delay), Duration.ofSeconds(6)));
    }

    @Test
    void connectionsAreThrottled() throws Exception {
        survives(new BadConnections.Slow(
                "connections throttled to 64 KB/s", new Condition.Throttled(64 * 1024), Duration.ofSeconds(6)));
    }

    @Test
    void connectionsAreHalfOpen() throws Exception {
        survives(new BadConnections.HalfOpen(Duration.ofSeconds(5)));
    }

    @Test
    void foldersAreUnwritable() throws Exception {
        survives(new ObstructedFolders(Duration.ofSeconds(5)));
    }

    @Test
    void theDiskIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.at(bench.folder("disk"), DISK_MEGABYTES)) {
            new Trial(
                            bench,
                            Ground.in(disk.folder()),
                            new FullDisk(bench, disk, Duration.ofSeconds(5)),
                            mark(),
                            INTENTS)
                    .run();
        }
    }

    @Test
    void clocksAreStepped() throws Exception {
        survives(new SteppedClocks(5));
    }

    @Test
    void ingestInstancesJoinAndLeave() throws Exception {
        survives(new MoreIngests());
    }

    @Test
    void partitionsMove() throws Exception {
        survives(new Rebalances());
    }

    @Test
    void consumersStall() throws Exception {
        survives(new StalledConsumers());
    }

    @Test
    void recordsAreDeliveredAgain() throws Exception {
        survives(new RedeliveredRecords(3));
    }

    @Test
    void topicsHoldPoison() throws Exception {
        survives(new PoisonRecords());
    }

    @Test
    void theFolderIsCrowded() throws Exception {
        Ground ground = Ground.in(bench.folder("crowd"));
        // The executor keeps all packages in one place.
        Ground shared = new Ground(ground.handoff(), bench.ground.packages());
        new Trial(bench, shared, new CrowdedFolder(CROWD, Duration.ofSeconds(10)), mark(), CROWD).run();
    }

    @Test
    void writersAreSlow() throws Exception {
        survives(new SlowWriters(4, 500));
    }

    @Test
    void filesCannotBeOpened() throws Exception {
        survives(new FewOpenFiles(Duration.ofSeconds(5)));
    }

    @Test
    void servicesAreAskedToEnd() throws Exception {
        survives(new OrderlyStops());
    }

    @Test
    void readinessFollowsRedis() {
        try (RedisReadiness readiness = new RedisReadiness(bench)) {
            readiness.followsASlowRedis();
            readiness.followsADeadRedis();
            readiness.followsHalfOpenConnections();
        }
    }

    private void survives(Fault fault) throws Exception {
        new Trial(bench, bench.ground, fault, mark(), INTENTS).run();
    }

    private String mark() {
        return "f%02d-".formatted(++number);
    }
}
