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
    /**
     * The command that runs a service as the build left it: unpacked, with its AOT cache beside it. The cache is only used
     * with the options and the class path of its training run, to the letter.
     */
    List<String> command(ServiceName service) {
        Path jar = jar(service);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("launcher/service.options"),
                "-XX:AOTCache=" + jar.resolveSibling("app.aot"),
                "-jar",
                jar.toString());
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
