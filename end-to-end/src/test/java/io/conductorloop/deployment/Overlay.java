package io.conductorloop.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects that one overlay of {@code k8s/overlays} comes to, as kustomize builds it. */
record Overlay(String name, List<HasMetadata> objects) {
    private static final Path OVERLAYS =
            Path.of("..", "k8s", "overlays").toAbsolutePath().normalize();
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** Each that there is; none without kustomize on this machine. */
    static List<Overlay> all() {
        Optional<List<String>> kustomize = kustomize();
        if (kustomize.isEmpty()) {
            System.out.println("neither kustomize nor kubectl here: the overlays are not built");
            return List.of();
        }
        try (Stream<Path> folders = Files.list(OVERLAYS)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> built(folder, kustomize.get()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a kind, in the order of the build. */
    <T extends HasMetadata> List<T> of(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Overlay built(Path folder, List<String> kustomize) {
        List<String> command = new ArrayList<>(kustomize);
        command.add(folder.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed");
            }
            Object parsed = YAML.unmarshal(yaml);
            List<HasMetadata> objects =
                    parsed instanceof KubernetesList list ? list.getItems() : castAll((Iterable<?>) parsed);
            return new Overlay(folder.getFileName().toString(), objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<HasMetadata> castAll(Iterable<?> parsed) {
        List<HasMetadata> objects = new ArrayList<>();
        parsed.forEach(object -> objects.add((HasMetadata) object));
        return objects;
    }

    private static Optional<List<String>> kustomize() {
        Map<String, List<String>> known = Map.of("kustomize", List.of("build"), "kubectl", List.of("kustomize"));
        return known.entrySet().stream()
                .filter(tool -> isOnPath(tool.getKey()))
                .map(tool -> Stream.concat(Stream.of(tool.getKey()), tool.getValue().stream())
                        .toList())
                .findFirst();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
