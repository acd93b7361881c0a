package io.conductorloop.launcher.processes;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put the services. */
public record Installation(Path root) {
    /** A service as the build left it: unpacked, with its AOT cache beside it. */
    record App(Path folder, String jar) {}

    App app(ServiceName service) {
        Path folder = root.resolve(service.module()).resolve("target/app");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(service.module()) && name.endsWith("-app.jar"))
                    .findFirst()
                    .map(jar -> new App(folder, jar))
                    .orElseThrow(() -> notBuilt(service));
        } catch (IOException e) {
            throw notBuilt(service);
        }
    }

    /** The command that runs a service. Its class path and working directory are those of the cache's training run. */
    List<String> command(App app) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("launcher/service.options"),
                "-XX:AOTCache=app.aot",
                "-jar",
                app.jar());
    }

    private static LauncherException notBuilt(ServiceName service) {
        return new LauncherException(
                ExitCode.FAILURE, "The " + service.module() + " is not built; run ./mvnw -DskipTests package");
    }
}
