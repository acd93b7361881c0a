package io.conductorloop.endtoend.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Takes the place of a service's clock inside its process: system time and an offset, which it reads from the file that the
 * property {@link #FILE} names, so that a test can step it.
 */
public final class SteppedClock implements BeanPostProcessor, EnvironmentAware, InstantSource {
    static final String FILE = "conductor.test.clock-offset";
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private Path file = Path.of("");
    private volatile Duration offset = Duration.ZERO;
    private volatile long lastLook;

    @Override
    public void setEnvironment(Environment environment) {
        file = Path.of(environment.getRequiredProperty(FILE));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return name.equals("clock") ? this : bean;
    }

    @Override
    public Instant instant() {
        long now = System.nanoTime();
        if (now - lastLook > LOOK_EVERY) {
            lastLook = now;
            offset = read();
        }
        return Instant.now().plus(offset);
    }

    private Duration read() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.isEmpty() ? Duration.ZERO : Duration.parse(text);
        } catch (IOException e) {
            // Being written, or no file may be opened just now: the clock goes on as it did.
            return offset;
        }
    }

    /** Steps the clocks of the services that were given this file. */
    static void step(Path file, Duration offset) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, offset.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
