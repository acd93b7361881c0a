package io.conductorloop.embedded.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** The child JVM's main class: formats the data folder on first use and runs one broker that is its own controller. */
final class BrokerProcess {
    private BrokerProcess() {}

    /**
     * Arguments: data folder, port of the clients, port of the controller, file that is written once clients may come, port
     * that clients are told.
     */
    static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Properties settings = BrokerSettings.of(
                data.resolve("log"), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[4]));
        if (!Files.exists(data.resolve("log/meta.properties"))) {
            format(data.resolve("server.properties"), settings);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        Files.writeString(
                Path.of(args[3]), Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void format(Path file, Properties settings) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, "Read by the formatter alone; the broker is given its settings anew at each start.");
        }
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        if (StorageTool.execute(command, System.out) != 0) {
            throw new IOException("the data folder " + file.getParent() + " could not be formatted");
        }
    }
}
