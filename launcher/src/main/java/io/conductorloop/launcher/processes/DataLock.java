package io.conductorloop.launcher.processes;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The right to run on a data folder, for one suite at a time. The system gives it back when the process ends, however it
 * ends. Beside the lock stands where the suite is, for the commands that ask it.
 */
public final class DataLock implements AutoCloseable {
    private static final String ADDRESSES = "suite.properties";

    private final Path folder;
    private final FileChannel channel;

    private DataLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, which is made when missing, or says who has it. */
    static DataLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LauncherException(ExitCode.FAILURE, taken(folder));
            }
            Files.deleteIfExists(folder.resolve(ADDRESSES));
            return new DataLock(folder, channel);
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILURE,
                    "Cannot use the data folder " + folder + " (" + e.getMessage() + "); choose another with -data");
        }
    }

    /** Says where the suite is. */
    void announce(Map<ServiceName, URI> addresses) {
        Properties properties = new Properties();
        addresses.forEach((service, address) -> properties.setProperty(service.module(), address.toString()));
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        try (OutputStream out = Files.newOutputStream(folder.resolve(ADDRESSES))) {
            properties.store(out, "Where the suite that runs on this folder is.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the service of the suite on this folder is; where it is by default when none runs there. */
    public static URI address(ServiceName service, String data) {
        return announced(Path.of(data))
                .flatMap(properties -> Optional.ofNullable(properties.getProperty(service.module())))
                .map(URI::create)
                .orElseGet(() -> URI.create("http://127.0.0.1:" + service.defaultPort()));
    }

    private static String taken(Path folder) {
        @Nullable Properties suite = announced(folder).orElse(null);
        String who = suite == null
                ? "another suite that is starting"
                : "the suite of process " + suite.getProperty("pid") + ", at "
                        + suite.getProperty(ServiceName.INGEST.module());
        return "The data folder " + folder + " is used by " + who + "; end that one first or choose another with -data";
    }

    private static Optional<Properties> announced(Path folder) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(ADDRESSES))) {
            properties.load(in);
            return Optional.of(properties)
                    .filter(suite -> ProcessHandle.of(Long.parseLong(suite.getProperty("pid", "0")))
                            .isPresent());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(ADDRESSES));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
