package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.redis.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The embedded Redis. */
final class RedisMember implements Member {
    private final Path data;
    private final Path log;
    private volatile @Nullable EmbeddedRedis redis;

    RedisMember(Path data, Path log) {
        this.data = data;
        this.log = log;
    }

    String url() {
        EmbeddedRedis running = redis;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.uri().toString();
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public int stopPlace() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void start() {
        EmbeddedRedis running = redis;
        if (running == null) {
            redis = EmbeddedRedis.start(data, 0, log);
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
        EmbeddedRedis running = redis;
        return running != null && running.isAlive();
    }

    @Override
    public long pid() {
        EmbeddedRedis running = redis;
        return running == null ? 0 : running.pid();
    }

    @Override
    public boolean stop(Duration grace) {
        EmbeddedRedis running = redis;
        return running == null || running.stop(grace);
    }
}
