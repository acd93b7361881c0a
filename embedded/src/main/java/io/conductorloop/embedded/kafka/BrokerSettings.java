package io.conductorloop.embedded.kafka;

import io.conductorloop.embedded.LocalPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What makes a broker a small one that runs alone. */
final class BrokerSettings {
    private static final int LARGEST_RECORD_BYTES = 8 * 1024 * 1024;

    private BrokerSettings() {}

    static Properties of(Path log, int port, int controllerPort, int advertisedPort) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                // A static voter: unlike a dynamic one it is not written into the data, so the port may change.
                "controller.quorum.voters",
                "1@" + LocalPort.HOST + ":" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://" + LocalPort.HOST + ":" + port + ",CONTROLLER://" + LocalPort.HOST + ":" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + LocalPort.HOST + ":" + advertisedPort,
                "log.dirs",
                log.toString(),
                "auto.create.topics.enable",
                "false"));
        // Alone: nobody to replicate to.
        settings.putAll(Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        // Small: few internal partitions, few threads, small buffers and index files.
        settings.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "8388608",
                "log.index.size.max.bytes", "1048576",
                "log.segment.bytes", "134217728"));
        // Prompt: a group of one host need not wait for members that are still on their way, and a broker that was
        // killed need not wait the usual nine seconds until its former self has been given up.
        settings.putAll(Map.of(
                "broker.heartbeat.interval.ms", "500",
                "broker.session.timeout.ms", "3000",
                "group.initial.rebalance.delay.ms", "0",
                "group.consumer.min.heartbeat.interval.ms", "500",
                "group.consumer.heartbeat.interval.ms", "500"));
        // An intent of 5 MiB with its headers, and the batch around it.
        settings.putAll(Map.of(
                "message.max.bytes", Integer.toString(LARGEST_RECORD_BYTES),
                "replica.fetch.max.bytes", Integer.toString(LARGEST_RECORD_BYTES)));
        return settings;
    }
}
