package io.conductorloop.benchmarks.pipeline;

import io.conductorloop.benchmarks.ceiling.Ceiling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The ceiling, on the broker and the Redis of ours. Its JVM has the platform's default options: it is to be fast. */
final class CeilingPipeline implements Pipeline {
    private static final int PARTITIONS = 6;
    private static final String RECEIVED = "ceiling.received";
    private static final String ACCEPTED = "ceiling.accepted";
    private static final String OUTCOMES = "ceiling.outcomes";

    private final Process process;
    private final Path handoff;
    private final Map<String, Long> backing;

    private CeilingPipeline(Process process, Path handoff, Map<String, Long> backing) {
        this.process = process;
        this.handoff = handoff;
        this.backing = backing;
    }

    static CeilingPipeline start(OurPipeline beside, Path work) throws IOException, InterruptedException {
        createTopics(beside.kafka());
        Files.createDirectories(work);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dlogback.configurationFile=io/conductorloop/benchmarks/bench-logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ceiling.class.getName(),
                        beside.kafka(),
                        beside.redis(),
                        work.toString())
                .redirectError(work.resolve("ceiling.log").toFile())
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("the ceiling did not start; see " + work.resolve("ceiling.log"));
            }
        }
        Map<String, Long> backing = new LinkedHashMap<>();
        beside.pids().forEach((name, pid) -> {
            if (!name.endsWith("-service")) {
                backing.put(name, pid);
            }
        });
        return new CeilingPipeline(process, work.resolve("handoff"), backing);
    }

    private static void createTopics(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(topic(RECEIVED), topic(ACCEPTED), topic(OUTCOMES)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the ceiling's topics", e.getCause());
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    @Override
    public String name() {
        return "ceiling";
    }

    @Override
    public Path handoff() {
        return handoff;
    }

    @Override
    public List<Path> ends() {
        return List.of(handoff.resolve("processed"));
    }

    @Override
    public String received() {
        return RECEIVED;
    }

    @Override
    public String accepted() {
        return ACCEPTED;
    }

    @Override
    public String outcomes() {
        return OUTCOMES;
    }

    @Override
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("ceiling", process.pid());
        pids.putAll(backing);
        return pids;
    }

    @Override
    public Map<String, Long> allocated() {
        return Map.of();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
