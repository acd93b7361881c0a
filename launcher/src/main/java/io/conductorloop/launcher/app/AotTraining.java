package io.conductorloop.launcher.app;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.SuiteOptions;
import io.conductorloop.launcher.processes.Installation;
import io.conductorloop.launcher.processes.Installation.Aot;
import io.conductorloop.launcher.processes.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the AOT caches in the build: the suite once carries some intents out while it records, and what it recorded becomes a
 * cache for each of its JVMs. So a start finds every class of the whole way loaded and linked, not only those that a service
 * needs to come up.
 */
final class AotTraining {
    private static final int INTENTS = 400;
    private static final int TARGETS = 60;

    /** What a process may take to end: it writes down what it recorded. */
    private static final Duration TO_WRITE_DOWN = Duration.ofMinutes(2);

    private AotTraining() {}

    /** Argument: the checkout. */
    static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]).toAbsolutePath().normalize();
        Path work = home.resolve("launcher/target/training");
        delete(work);
        writeIntents(Files.createDirectories(work.resolve("handoff")));
        record(new Installation(home, Aot.RECORD), work);
        Installation creating = new Installation(home, Aot.CREATE);
        List<Process> creations = new ArrayList<>();
        for (ServiceName service : ServiceName.CARRYING) {
            creations.add(start(creating.command(service), work.resolve(service.module() + "-create.log")));
        }
        creations.add(start(EmbeddedBroker.jvm(creating.brokerOptions()), work.resolve("kafka-create.log")));
        for (Process creation : creations) {
            if (creation.waitFor() != 0) {
                throw new LauncherException(
                        ExitCode.FAILURE, "An AOT cache could not be made; the logs are in " + work);
            }
        }
        creating.deleteRecordings();
        delete(work);
    }

    private static void record(Installation installation, Path work) throws InterruptedException {
        SuiteOptions options = new SuiteOptions(
                true,
                work.resolve("handoff").toString(),
                work.resolve("out").toString(),
                work.resolve("data").toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                ServiceName.CARRYING.stream().collect(Collectors.toMap(service -> service, _ -> 0)),
                Map.of(),
                List.of());
        Terminal terminal = new Terminal(System.out, false);
        try (Suite suite = Suite.on(installation, options, terminal::say)) {
            suite.start();
            // Some of the intents are refused, so its exit code says nothing of the training.
            ExitCode _ = new Backlog(suite, terminal, options.handoff()).carryOut();
            suite.close(TO_WRITE_DOWN);
        }
    }

    private static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Of every type, with repeats, and some that are refused. */
    private static void writeIntents(Path folder) throws IOException {
        List<String> types = List.of("scaling", "scaling", "deployment", "configuration");
        for (int i = 0; i < INTENTS; i++) {
            int replicas = i % 50 == 49 ? 1_000 : 1 + i / TARGETS % 5;
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "intent-%04d.json", i)),
                    String.format(
                            Locale.ROOT,
                            "{\"intent_type\":\"%s\",\"target\":\"du-%d\",\"namespace\":\"ns-%d\",\"replicas\":%d,"
                                    + "\"priority\":%d,\"reason\":\"training\",\"correlation_id\":\"c-%d\"}",
                            types.get(i % types.size()),
                            i % TARGETS,
                            i % 7,
                            replicas,
                            i % 10,
                            i));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
