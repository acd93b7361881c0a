package io.conductorloop.launcher.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.launcher.ServiceName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:4711");

    @TempDir
    Path data;

    @Test
    void tellsWhereTheSuiteOnTheFolderIs() {
        try (DataLock lock = DataLock.take(data)) {
            lock.announce(Map.of(ServiceName.EXECUTOR, ADDRESS));

            assertThat(DataLock.address(ServiceName.EXECUTOR, data.toString())).isEqualTo(ADDRESS);
        }
    }

    @Test
    void tellsTheDefaultsWhenNoSuiteRunsThere() {
        DataLock lock = DataLock.take(data);
        lock.announce(Map.of(ServiceName.EXECUTOR, ADDRESS));

        lock.close();

        assertThat(DataLock.address(ServiceName.EXECUTOR, data.toString()))
                .isEqualTo(URI.create("http://127.0.0.1:8082"));
    }

    @Test
    void canBeTakenAgainAfterItWasGivenBack() {
        DataLock.take(data).close();

        try (DataLock again = DataLock.take(data)) {
            assertThat(again).isNotNull();
        }
    }
}
