package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Topics;
import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import io.conductorloop.testkit.network.TcpProxy;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What all faults strike: a broker and a Redis, each behind a proxy, two ingest instances on one folder, a validation and an
 * executor. More instances can be started beside them. Every service's clock can be stepped.
 */
final class Bench implements AutoCloseable {
    final Ground ground;
    final TcpProxy toKafka;
    final TcpProxy toRedis;
    final EmbeddedBroker broker;
    final EmbeddedRedis redis;
    final ServiceProcess firstIngest;
    final ServiceProcess secondIngest;
    final ServiceProcess validation;
    final ServiceProcess executor;

    private final Path work;
    private final List<ServiceProcess> started = new CopyOnWriteArrayList<>();
    private final int redisPort = LocalPort.free();

    private Bench(Path work) throws IOException {
        this.work = work;
        int brokerPort = LocalPort.free();
        toKafka = TcpProxy.to(brokerPort);
        toRedis = TcpProxy.to(redisPort);
        broker = EmbeddedBroker.start(
                work.resolve("kafka"), brokerPort, work.resolve("logs/broker.log"), toKafka.port());
        redis = EmbeddedRedis.start(work.resolve("redis"), redisPort, work.resolve("logs/redis.log"));
        ground = Ground.in(work);
        firstIngest = ingest("ingest-1", ground);
        secondIngest = ingest("ingest-2", ground);
        validation = validation("validation", Map.of());
        executor = executor("executor", ground, Map.of());
    }

    /** Starts all and waits until each is ready. */
    static Bench start(Path work) throws IOException, InterruptedException, ExecutionException {
        Bench bench = new Bench(work);
        bench.awaitReady();
        bench.stampOutcomes();
        return bench;
    }

    /** Outcomes carry the time at which the broker has them: the end of waiting is told by one clock. */
    private void stampOutcomes() throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            ConfigEntry stamp = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.OUTCOMES),
                            List.of(new AlterConfigOp(stamp, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    List<ServiceProcess> services() {
        return List.of(firstIngest, secondIngest, validation, executor);
    }

    /** Fails when a service has ended that no fault has ended: nothing is to be waited for then. */
    void lostNone() {
        assertThat(started).as("services that ended by themselves").noneMatch(ServiceProcess::hasDied);
    }

    void awaitReady() {
        services().forEach(ServiceProcess::awaitReady);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** Another proxy before Redis. */
    TcpProxy anotherWayToRedis() {
        return TcpProxy.to(redisPort);
    }

    static String redisUrl(TcpProxy way) {
        return "redis://" + LocalPort.HOST + ":" + way.port();
    }

    /** Another ingest instance; waited for by whoever needs it to be ready. */
    ServiceProcess ingest(String name, Ground on) {
        return start(
                "ingest-service",
                name,
                Map.of("conductor.ingest.handoff", on.handoff().toString()));
    }

    ServiceProcess validation(String name, Map<String, String> properties) {
        return start("validation-service", name, properties);
    }

    ServiceProcess executor(String name, Ground on, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("conductor.executor.store.directory", on.packages().toString());
        return start("executor-service", name, all);
    }

    /** Where a service of this name reads how far its clock is off. */
    Path clockOf(String name) {
        return work.resolve("clock-of-" + name);
    }

    /** Where Redis keeps what it must know after a restart. */
    Path redisData() {
        return work.resolve("redis/appendonlydir");
    }

    /** A fresh folder for a fault of its own. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }

    private ServiceProcess start(String module, String name, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "spring.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "spring.data.redis.url",
                redisUrl(toRedis),
                // The least that a broker allows: how long the partitions of a killed service stay with it.
                "spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms",
                "6000",
                // Half a million intents would fill a Redis.
                "conductor.ingest.journal-kept",
                "10m",
                "conductor.validation.journal-kept",
                "10m",
                "conductor.state.journal-ttl",
                "10m",
                "spring.main.sources",
                SteppedClock.class.getName(),
                SteppedClock.FILE,
                clockOf(name).toString()));
        all.putAll(properties);
        ServiceProcess service =
                ServiceProcess.start(module, work.resolve("logs/" + name + ".log"), all, testClasses());
        started.add(service);
        return service;
    }

    private static Path testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    @Override
    public void close() {
        services().forEach(ServiceProcess::close);
        redis.kill();
        broker.kill();
        toKafka.close();
        toRedis.close();
    }
}
