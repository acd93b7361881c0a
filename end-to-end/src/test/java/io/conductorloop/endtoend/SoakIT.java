package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * However long the services run, what they hold on to stays the same: what is on their heaps after a full collection does not
 * grow from the second third of a run to the last, the first being for warming up. {@code -Dconductor.soak=PT10M} for how long,
 * {@code -Dconductor.soak.rate=2000} for how many intents a second.
 */
class SoakIT {
    private static final Duration LENGTH = Duration.parse(System.getProperty("conductor.soak", "PT45S"));
    private static final int RATE = Integer.getInteger("conductor.soak.rate", 2_000);
    private static final Duration TIME_TO_FINISH = Duration.ofMinutes(4);

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(20);
    private static final int LEAST_SAMPLES = 12;

    /** What may be on its way through a service when it is looked at, more in one look than in another. */
    private static final long SLACK_BYTES = 2 << 20;

    private static final double SLACK = 1.1;

    private static final List<String> SERVICES = List.of("ingest-service", "validation-service", "executor-service");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    /** One look at one process; {@code live} is empty for those that have no Java heap of ours. */
    private record Sample(double second, String process, OptionalLong live, OptionalLong proportional, int finished) {}

    @Test
    void takesNoMoreMemoryTheLongerItRuns() throws Exception {
        List<Sample> samples = new ArrayList<>();
        try (Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                Services services = Services.start(addresses, work);
                OutcomeTally outcomes = new OutcomeTally(addresses.bootstrapServers())) {
            // Given
            Rotation rotation = new Rotation(services.handoff);
            Map<String, ProcessMemory> processes = processes();
            long start = System.nanoTime();
            double nextLook = 0;

            // When
            int dropped;
            double seconds;
            try (SoakLoad load = new SoakLoad(services.handoff, RATE, LENGTH, outcomes::count)) {
                while (!load.isOverWithin(Duration.ofMillis(250))) {
                    rotation.rotate();
                    if (secondsSince(start) >= nextLook) {
                        samples.addAll(look(processes, secondsSince(start), outcomes.count()));
                        nextLook += interval();
                    }
                }
                dropped = load.dropped();
                seconds = secondsSince(start);
                System.out.printf(
                        Locale.ROOT,
                        "%d intents in %.0f s, %.0f a second of the %d wanted; held back for %.1f s; %d had no outcome "
                                + "when the last was dropped%n",
                        dropped,
                        seconds,
                        dropped / seconds,
                        RATE,
                        load.waited().toMillis() / 1_000.0,
                        dropped - outcomes.count());
            }
            Awaitility.await("an outcome for each intent and each file in its place, in " + work)
                    .atMost(TIME_TO_FINISH)
                    .until(() -> {
                        rotation.rotate();
                        return outcomes.count() == dropped
                                && rotation.intents() >= dropped
                                && rotation.statuses() >= dropped;
                    });
            report(samples);

            // Then
            System.out.println("outcomes " + outcomes.states());
            assertThat(rotation.intents()).isEqualTo(dropped);
            assertThat(rotation.statuses()).isEqualTo(dropped);
            assertThat(SERVICES).allSatisfy(service -> staysFlat(service, live(samples, service)));
        }
    }

    private static void staysFlat(String service, List<Long> live) {
        int third = live.size() / 3;
        long before = median(live.subList(third, 2 * third));
        long after = median(live.subList(2 * third, live.size()));
        assertThat(after)
                .as(
                        "bytes live in %s, median of the last third of the run, after %d in the second; all: %s",
                        service, before, live)
                .isLessThanOrEqualTo((long) (before * SLACK) + SLACK_BYTES);
    }

    private static Map<String, ProcessMemory> processes() {
        Map<String, ProcessMemory> processes = new LinkedHashMap<>();
        for (String service : SERVICES) {
            ProcessMemory memory = ProcessMemory.of("java", arguments -> arguments.contains(service + "-"));
            processes.put(service, Objects.requireNonNull(memory, service));
        }
        putIfThere(processes, "broker", ProcessMemory.of("java", arguments -> !arguments.contains("-app.jar")));
        putIfThere(processes, "redis", ProcessMemory.of("redis", arguments -> true));
        return processes;
    }

    private static void putIfThere(Map<String, ProcessMemory> processes, String name, @Nullable ProcessMemory memory) {
        if (memory != null) {
            processes.put(name, memory);
        }
    }

    private static List<Sample> look(Map<String, ProcessMemory> processes, double second, int finished)
            throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<String, ProcessMemory> process : processes.entrySet()) {
            boolean ours = SERVICES.contains(process.getKey());
            OptionalLong live = ours ? OptionalLong.of(process.getValue().live()) : OptionalLong.empty();
            samples.add(new Sample(
                    second, process.getKey(), live, process.getValue().proportional(), finished));
        }
        return samples;
    }

    private static double interval() {
        return Math.min(LONGEST_INTERVAL.toMillis(), LENGTH.toMillis() / (double) LEAST_SAMPLES) / 1_000;
    }

    private static List<Long> live(List<Sample> samples, String process) {
        return samples.stream()
                .filter(sample -> sample.process().equals(process))
                .map(sample -> sample.live().orElseThrow())
                .toList();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void report(List<Sample> samples) throws IOException {
        List<String> csv = new ArrayList<>(List.of("second,process,live_bytes,pss_bytes,finished"));
        for (Sample sample : samples) {
            csv.add("%.1f,%s,%s,%s,%d"
                    .formatted(
                            sample.second(),
                            sample.process(),
                            text(sample.live()),
                            text(sample.proportional()),
                            sample.finished()));
        }
        Files.write(Path.of("target", "soak.csv"), csv);
        System.out.printf("%-20s %28s %28s%n", "MB, medians of", "live: thirds 1, 2, 3", "PSS: thirds 1, 2, 3");
        samples.stream().map(Sample::process).distinct().forEach(process -> {
            List<Sample> own = samples.stream()
                    .filter(sample -> sample.process().equals(process))
                    .toList();
            System.out.printf(
                    "%-20s %28s %28s%n",
                    process,
                    thirds(own.stream().map(Sample::live).toList()),
                    thirds(own.stream().map(Sample::proportional).toList()));
        });
    }

    private static String thirds(List<OptionalLong> values) {
        if (values.stream().anyMatch(OptionalLong::isEmpty)) {
            return "-";
        }
        List<Long> known = values.stream().map(OptionalLong::getAsLong).toList();
        int third = known.size() / 3;
        return "%.1f %.1f %.1f"
                .formatted(
                        median(known.subList(0, third)) / 1e6,
                        median(known.subList(third, 2 * third)) / 1e6,
                        median(known.subList(2 * third, known.size())) / 1e6);
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? String.valueOf(value.getAsLong()) : "";
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** One of each service over one folder. What Redis keeps of a story is kept for minutes, that it may reach its size. */
    private static final class Services implements AutoCloseable {
        private final Path handoff;
        private final List<ServiceProcess> running = new ArrayList<>();

        private Services(Path handoff) {
            this.handoff = handoff;
        }

        static Services start(Backing.Addresses addresses, Path work) throws IOException {
            Services services = new Services(Files.createDirectories(work.resolve("handoff")));
            Path packages = Files.createDirectories(work.resolve("out"));
            services.start(
                    "ingest-service",
                    addresses,
                    work,
                    Map.of(
                            "conductor.ingest.handoff",
                            services.handoff.toString(),
                            "conductor.ingest.journal-kept",
                            "2m"));
            services.start("validation-service", addresses, work, Map.of("conductor.validation.journal-kept", "2m"));
            services.start(
                    "executor-service",
                    addresses,
                    work,
                    Map.of(
                            "conductor.executor.store.directory",
                            packages.toString(),
                            "conductor.state.journal-ttl",
                            "2m"));
            services.running.forEach(ServiceProcess::awaitReady);
            return services;
        }

        private void start(String name, Backing.Addresses addresses, Path work, Map<String, String> own) {
            Map<String, String> properties = new HashMap<>(own);
            properties.put("spring.kafka.bootstrap-servers", addresses.bootstrapServers());
            properties.put("spring.data.redis.url", addresses.redisUrl());
            running.add(ServiceProcess.start(name, work.resolve("logs/" + name + ".log"), properties));
        }

        @Override
        public void close() {
            running.forEach(ServiceProcess::close);
        }
    }
}
