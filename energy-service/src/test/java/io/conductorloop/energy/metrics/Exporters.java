package io.conductorloop.energy.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;

/** A local server that shows what an exporter shows. */
final class Exporters implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String text = "";

    Exporters() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] bytes = text.getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                if (bytes.length > 0) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.start();
    }

    PrometheusMeter meter(Exporter exporter) {
        return new PrometheusMeter(
                exporter,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics"),
                () -> Instant.parse("2026-11-28T19:00:00Z"));
    }

    void show(int newStatus, String newText) {
        status = newStatus;
        text = newText;
    }

    /** Kepler from 0.10 on. */
    static String kepler(double packages, double dram) {
        return """
                # HELP kepler_build_info A metric with a constant '1' value labeled with version information
                # TYPE kepler_build_info gauge
                kepler_build_info{arch="amd64",branch="main",goversion="go1.24.4",revision="abc",version="v0.11.3"} 1
                # HELP kepler_node_cpu_joules_total Energy consumption of cpu at node level in joules
                # TYPE kepler_node_cpu_joules_total counter
                kepler_node_cpu_joules_total{node_name="a",path="/sys/class/powercap/intel-rapl:0:0",zone="core"} 7.5e+06
                kepler_node_cpu_joules_total{node_name="a",path="/sys/class/powercap/intel-rapl:0:1",zone="dram"} %s
                kepler_node_cpu_joules_total{node_name="a",path="/sys/class/powercap/intel-rapl:0",zone="package"} %s
                kepler_node_cpu_joules_total{node_name="a",path="/sys/class/powercap/intel-rapl:1",zone="psys"} 9e+06
                # HELP kepler_node_cpu_watts Power consumption of cpu at node level in watts
                # TYPE kepler_node_cpu_watts gauge
                kepler_node_cpu_watts{node_name="a",path="/sys/class/powercap/intel-rapl:0",zone="package"} 41.25
                """.formatted(dram, packages);
    }

    /** Scaphandre. */
    static String scaphandre(long microjoules) {
        return """
                # HELP scaph_host_energy_microjoules Energy measurement for the whole host, as extracted from the sensor, in microjoules.
                # TYPE scaph_host_energy_microjoules counter
                scaph_host_energy_microjoules %d

                # HELP scaph_host_power_microwatts Power measurement on the whole host, in microwatts
                # TYPE scaph_host_power_microwatts gauge
                scaph_host_power_microwatts 9391334
                # HELP scaph_socket_energy_microjoules Socket related energy measurement in microjoules.
                # TYPE scaph_socket_energy_microjoules counter
                scaph_socket_energy_microjoules{socket_id="0"} 99
                """.formatted(microjoules);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
