package io.conductorloop.launcher.processes;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put the services. */
public record Installation(Path root, Aot aot) {
    /** What is done with the AOT caches (JEP 514, 515): classes loaded and linked, and what was hot, from an earlier run. */
    public enum Aot {
        /** They are used, where they are. */
        USE,
        /** What they are made of is recorded, to be written when a process ends. */
        RECORD,
        /** They are made of what was recorded; a process does nothing else. */
        CREATE
    }

    public Installation(Path root) {
        this(root, Aot.USE);
    }

    /** The options for a cache of that path without its ending. */
    private List<String> aot(Path cache) {
        return switch (aot) {
            case USE -> Files.exists(cacheFile(cache)) ? List.of("-XX:AOTCache=" + cacheFile(cache)) : List.of();
            case RECORD -> List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + cache + ".aotconf");
            case CREATE ->
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + cache + ".aotconf",
                        "-XX:AOTCache=" + cacheFile(cache));
        };
    }

    /** Deletes what caches were made of: each recording is as large as its cache. */
    public void deleteRecordings() throws IOException {
        for (ServiceName service : ServiceName.CARRYING) {
            Files.deleteIfExists(jar(service).resolveSibling("app.aotconf"));
        }
        Files.deleteIfExists(root.resolve("launcher/target/broker.aotconf"));
    }

    private static Path cacheFile(Path cache) {
        return Path.of(cache + ".aot");
    }

    /** Options of the broker's JVM. */
    public List<String> brokerOptions() {
        return aot(root.resolve("launcher/target/broker"));
    }

    /**
     * The command that runs a service as the build left it: unpacked, with its AOT cache beside it. The cache is only used
     * with the options and the class path of its training run, to the letter.
     */
    public List<String> command(ServiceName service) {
        Path jar = jar(service);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("launcher/service.options")));
        command.addAll(aot(jar.resolveSibling("app")));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** The command that runs the fake Porch on a port of this machine, as fast as Porch is on record to be. */
    List<String> fakePorch(int port, List<String> repositories) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                root.resolve("launcher/target/lib") + "/*",
                "io.conductorloop.porchfake.FakePorchProgram",
                "-port",
                Integer.toString(port),
                "-repositories",
                String.join(",", repositories),
                "-blueprints",
                "oai-cu-cp");
    }

    private Path jar(ServiceName service) {
        Path folder = root.resolve(service.module()).resolve("target/app");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> notBuilt(service));
        } catch (IOException e) {
            throw notBuilt(service);
        }
    }

    private static LauncherException notBuilt(ServiceName service) {
        return new LauncherException(
                ExitCode.FAILURE, "The " + service.module() + " is not built; run ./mvnw -DskipTests package");
    }
}
