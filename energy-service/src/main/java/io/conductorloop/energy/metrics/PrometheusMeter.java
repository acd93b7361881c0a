package io.conductorloop.energy.metrics;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.MeterReading;
import io.conductorloop.energy.power.MeterUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads this machine's energy from what an exporter shows in Prometheus' text format: Kepler or Scaphandre, for machines whose
 * counters only they may read. Each series counts by itself; one that falls, as when the exporter began anew or its counter
 * wrapped, begins at where it fell to, and what was used in between is not counted.
 */
public final class PrometheusMeter implements EnergyMeter {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 16 << 20;
    private static final Pattern LINE = Pattern.compile(
            "(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^\\n]*})?[ \\t]+([-+0-9.eE]+)(?:[ \\t]+-?\\d+)?[ \\t]*$");
    /** What an exporter without counters of the hardware says of its figures. */
    private static final Pattern MODELLED = Pattern.compile("source=\"[^\"]*model");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Exporter exporter;
    private final URI metrics;
    private final InstantSource clock;
    private final Map<String, Double> last = new HashMap<>();
    private double joules;

    /** The exporters that are known. */
    public enum Exporter {
        /** Packages and their memory: {@code kepler_node_cpu_joules_total} by zone from 0.10 on, a name for each before. */
        KEPLER("Kepler", 1) {
            private static final Pattern ZONES = Pattern.compile("[{,]\\s*zone=\"(?:package|dram)\"");

            @Override
            boolean counts(String name, String labels) {
                return switch (name) {
                    case "kepler_node_cpu_joules_total" -> ZONES.matcher(labels).find();
                    case "kepler_node_package_joules_total", "kepler_node_dram_joules_total" -> true;
                    default -> false;
                };
            }
        },
        /** The host: {@code scaph_host_energy_microjoules}. */
        SCAPHANDRE("Scaphandre", 1e-6) {
            @Override
            boolean counts(String name, String labels) {
                return name.equals("scaph_host_energy_microjoules");
            }
        };

        private final String people;
        private final double joules;

        Exporter(String people, double joules) {
            this.people = people;
            this.joules = joules;
        }

        /** Whether a series is a part of the machine's energy that no other series holds. */
        abstract boolean counts(String name, String labels);
    }

    /** @param metrics where the exporter shows them: {@code http://127.0.0.1:28282/metrics} */
    public PrometheusMeter(Exporter exporter, URI metrics, InstantSource clock) {
        this.exporter = exporter;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public synchronized MeterReading read() throws MeterUnavailableException {
        Basis basis = Basis.MEASURED;
        Map<String, Double> now = new HashMap<>();
        Matcher line = LINE.matcher(text());
        while (line.find()) {
            String labels = line.group(2) == null ? "" : line.group(2);
            if (exporter.counts(line.group(1), labels)) {
                now.put(line.group(1) + labels, figure(line.group(3)));
                basis = MODELLED.matcher(labels).find() ? Basis.ESTIMATED : basis;
            }
        }
        if (now.isEmpty()) {
            throw new MeterUnavailableException(metrics + " shows no energy of this machine: not " + exporter.people
                    + ", or without access to the hardware's counters");
        }
        now.forEach((series, value) -> {
            Double before = last.get(series);
            if (before != null && value > before) {
                joules += (value - before) * exporter.joules;
            }
        });
        last.clear();
        last.putAll(now);
        return new MeterReading(clock.instant(), new Joules(joules), basis, exporter.people);
    }

    private double figure(String text) throws MeterUnavailableException {
        try {
            double figure = Double.parseDouble(text);
            if (figure >= 0 && figure < Double.POSITIVE_INFINITY) {
                return figure;
            }
            throw new MeterUnavailableException(metrics + " shows a figure that no counter has: " + text);
        } catch (NumberFormatException e) {
            throw new MeterUnavailableException(metrics + " shows a figure that is none: " + text, e);
        }
    }

    private String text() throws MeterUnavailableException {
        HttpRequest request =
                HttpRequest.newBuilder(metrics).header("Accept", "text/plain").build();
        // The client's own time limit ends with the headers; a body that does not come would be waited for without one.
        CompletableFuture<HttpResponse<String>> coming =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            HttpResponse<String> answer = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new MeterUnavailableException(metrics + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw new MeterUnavailableException(metrics + " cannot be reached: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new MeterUnavailableException(metrics + " did not answer within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeterUnavailableException(metrics + " was not waited for", e);
        } finally {
            coming.cancel(true);
        }
    }
}
