package io.conductorloop.energy.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.MeterReading;
import io.conductorloop.energy.power.MeterUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrometheusMeterTest {
    private Exporters exporter;
    private PrometheusMeter kepler;

    @BeforeEach
    void start() throws IOException {
        exporter = new Exporters();
        kepler = exporter.meter(Exporter.KEPLER);
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    @Test
    void goesOnAfterTheExporterBeganAnew() throws Exception {
        // Given
        exporter.show(200, Exporters.kepler(1_000, 500));
        MeterReading before = kepler.read();
        exporter.show(200, Exporters.kepler(3, 1));
        kepler.read();

        // When
        exporter.show(200, Exporters.kepler(13, 6));

        // Then
        assertThat(kepler.read().since(before).used().value()).isCloseTo(15, within(1e-9));
    }

    @Test
    void readsWhatKeplerShowedBeforeAndSaysWhenThatIsAModels() throws Exception {
        // Given
        String text = """
                # TYPE kepler_node_package_joules_total counter
                kepler_node_package_joules_total{exporter="node-exporter",instance="a",mode="dynamic",package="0",source="%1$s"} %2$d
                kepler_node_package_joules_total{exporter="node-exporter",instance="a",mode="idle",package="0",source="%1$s"} 50
                kepler_node_dram_joules_total{exporter="node-exporter",instance="a",mode="dynamic",package="0",source="%1$s"} 7
                kepler_node_platform_joules_total{exporter="node-exporter",instance="a",mode="dynamic",source="acpi"} %2$d
                """;
        exporter.show(200, text.formatted("rapl-sysfs", 100));
        MeterReading before = kepler.read();

        // When
        exporter.show(200, text.formatted("trained_power_model", 100));
        MeterReading modelled = kepler.read();
        exporter.show(200, text.formatted("trained_power_model", 130));
        MeterReading after = kepler.read();

        // Then
        assertThat(before.basis()).isEqualTo(Basis.MEASURED);
        assertThat(after.since(modelled).used().value()).isCloseTo(30, within(1e-9));
        assertThat(after.basis()).isEqualTo(Basis.ESTIMATED);
    }

    @Test
    void saysWhyItCannotBeRead() {
        exporter.show(503, "");
        assertUnavailable("answers 503");
        exporter.show(200, "kepler_node_cpu_joules_total{zone=\"core\"} 5\n# kepler_node_cpu_joules_total 5\n");
        assertUnavailable("shows no energy of this machine");
        exporter.show(200, "kepler_node_cpu_joules_total{zone=\"package\"} 1.2.3\n");
        assertUnavailable("a figure that is none: 1.2.3");
        exporter.show(200, "kepler_node_cpu_joules_total{zone=\"package\"} 1e999\n");
        assertUnavailable("a figure that no counter has: 1e999");
        exporter.show(200, "#".repeat(17 << 20));
        assertUnavailable("cannot be reached");
        exporter.close();
        assertUnavailable("cannot be reached");
    }

    @Test
    @Timeout(30)
    void waitsForNoBodyThatDoesNotCome() throws IOException {
        try (ServerSocket stuck = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            List<Socket> callers = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> {
                try {
                    Socket caller = stuck.accept();
                    callers.add(caller);
                    caller.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nkepler".getBytes(UTF_8));
                } catch (IOException closed) {
                    throw new UncheckedIOException(closed);
                }
            });
            kepler = new PrometheusMeter(
                    Exporter.KEPLER, URI.create("http://127.0.0.1:" + stuck.getLocalPort() + "/metrics"), Instant::now);

            assertUnavailable("did not answer within");

            assertThat(callers).hasSize(1);
            callers.getFirst().close();
        }
    }

    private void assertUnavailable(String why) {
        assertThatExceptionOfType(MeterUnavailableException.class)
                .isThrownBy(kepler::read)
                .withMessageContaining(why);
    }
}
