package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The embedded Kafka. */
final class BrokerMember implements Member {
    private final Path data;
    private final Path log;
    private volatile @Nullable EmbeddedBroker broker;

    BrokerMember(Path data, Path log) {
        this.data = data;
        this.log = log;
    }

    String bootstrapServers() {
        EmbeddedBroker running = broker;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.bootstrapServers();
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
            broker = EmbeddedBroker.start(data, 0, log);
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
