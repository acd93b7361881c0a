package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.kafka.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embedded Kafka. */
final class BrokerMember implements Member {
    private final Path data;
    private final Path log;
    private final List<String> options;
    private final int port;
    private volatile @Nullable EmbeddedBroker broker;

    BrokerMember(Path data, Path log, List<String> options) {
        this.data = data;
        this.log = log;
        this.options = options;
        this.port = LocalPort.free();
    }

    /** Known before it runs, so that others can be started beside it. */
    String bootstrapServers() {
        return LocalPort.HOST + ":" + port;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public int stopPlace() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void start() {
        EmbeddedBroker running = broker;
        if (running == null) {
            broker = EmbeddedBroker.start(data, port, log, options);
        } else {
            running.restart();
        }
    }

    @Override
    public boolean isReady() {
        return isAlive();
    }

    @Override
    public boolean isAlive() {
        EmbeddedBroker running = broker;
        return running != null && running.isAlive();
    }

    @Override
    public long pid() {
        EmbeddedBroker running = broker;
        return running == null ? 0 : running.pid();
    }

    @Override
    public boolean stop(Duration grace) {
        EmbeddedBroker running = broker;
        return running == null || running.stop(grace);
    }
}
