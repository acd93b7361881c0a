package io.conductorloop.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code k8s/} comes to: each overlay builds, says only what Kubernetes knows, and its parts meet. */
class ManifestsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern DRAIN = Pattern.compile("timeout-per-shutdown-phase: (\\d+)s");
    private static final Pattern IMAGE = Pattern.compile("image: (conductor-loop/\\S+)");
    private static final int PORT = 8080;
    private static final long SPRING_DEFAULT_SECONDS = 30;

    private static List<Overlay> overlays = List.of();

    /** A workload and what its pods are made from. */
    private record Workload(HasMetadata object, PodTemplateSpec template) {
        String name() {
            return object.getMetadata().getName();
        }

        Map<String, String> labels() {
            return template.getMetadata().getLabels();
        }

        Container container() {
            return template.getSpec().getContainers().getFirst();
        }

        boolean isOurs() {
            return container().getImage().startsWith("conductor-loop/");
        }
    }

    @BeforeAll
    static void build() {
        overlays = Overlay.all();
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() {
        // Given
        Deployment typo = new KubernetesSerialization().unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                spec: {template: {spec: {containers: [{name: a, imagePullPolcy: Always}]}}}
                """, Deployment.class);

        // Then
        assertThat(UnknownFields.in(typo)).containsExactly(".spec.template.spec.containers[0].imagePullPolcy");
    }

    @Test
    void everyOverlayBuildsAndSaysOnlyWhatKubernetesKnows() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays).extracting(Overlay::name).containsExactlyInAnyOrder("keda", "local", "production");
        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(overlay.objects()).allSatisfy(object -> {
                    if (object instanceof GenericKubernetesResource) {
                        // Of no kind that the model has; KEDA's are the only ones meant.
                        assertThat(object.getApiVersion()).isEqualTo("keda.sh/v1alpha1");
                    } else {
                        assertThat(UnknownFields.in(object)).as(label(object)).isEmpty();
                    }
                }));
    }

    @Test
    void everyServiceIsDeployedByEveryOverlay() throws IOException {
        assumeThat(overlays).isNotEmpty();

        // Given
        List<String> services;
        try (Stream<Path> folders = Files.list(ROOT)) {
            services = folders.filter(folder -> Files.exists(folder.resolve("src/main/resources/application.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }

        // Then
        assertThat(services).isNotEmpty();
        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(ours(overlay))
                        .extracting(Workload::name)
                        .containsExactlyInAnyOrderElementsOf(services));
    }

    @Test
    void selectorsMeetTheirPods() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays).allSatisfy(overlay -> {
            List<Workload> workloads = workloads(overlay);
            assertThat(overlay.of(Service.class)).isNotEmpty().allSatisfy(service -> {
                List<Workload> behind = selected(workloads, service.getSpec().getSelector());
                assertThat(behind).as(label(service)).hasSize(1);
                List<String> ports = behind.getFirst().container().getPorts().stream()
                        .map(port -> port.getName())
                        .toList();
                assertThat(service.getSpec().getPorts())
                        .allSatisfy(port ->
                                assertThat(ports).contains(port.getTargetPort().getStrVal()));
            });
            assertThat(overlay.of(PodDisruptionBudget.class))
                    .isNotEmpty()
                    .allSatisfy(budget -> assertThat(selected(
                                    workloads, budget.getSpec().getSelector().getMatchLabels()))
                            .as(label(budget))
                            .hasSize(1));
            assertThat(overlay.of(NetworkPolicy.class))
                    .isNotEmpty()
                    .allSatisfy(policy -> assertThat(selected(
                                    workloads, policy.getSpec().getPodSelector().getMatchLabels()))
                            .as(label(policy))
                            .isNotEmpty());
            assertThat(workloads)
                    .allSatisfy(workload -> assertThat(workload.labels())
                            .as(workload.name())
                            .containsAllEntriesOf(selector(workload).getMatchLabels()));
        });
    }

    @Test
    void everyPodIsUnderAPolicyOfItsOwn() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(ours(overlay))
                        .allSatisfy(workload -> assertThat(overlay.of(NetworkPolicy.class))
                                .as(workload.name())
                                .anyMatch(policy ->
                                        policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                                                && workload.labels()
                                                        .entrySet()
                                                        .containsAll(policy.getSpec()
                                                                .getPodSelector()
                                                                .getMatchLabels()
                                                                .entrySet()))));
    }

    @Test
    void whatAPodRefersToIsThereOrAskedForInTheGuide() throws IOException {
        assumeThat(overlays).isNotEmpty();

        String guide = Files.readString(ROOT.resolve("docs/kubernetes.md"));
        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(workloads(overlay)).allSatisfy(workload -> {
                    Container container = workload.container();
                    for (EnvFromSource source : container.getEnvFrom()) {
                        assertThat(names(overlay, ConfigMap.class))
                                .as(workload.name())
                                .contains(source.getConfigMapRef().getName());
                    }
                    container.getEnv().stream()
                            .map(variable -> variable.getValueFrom())
                            .filter(Objects::nonNull)
                            .map(from -> from.getSecretKeyRef())
                            .filter(Objects::nonNull)
                            .forEach(secret -> assertThat(guide)
                                    .contains("`" + secret.getName() + "`")
                                    .contains(secret.getKey()));
                    for (Volume volume : workload.template().getSpec().getVolumes()) {
                        if (volume.getSecret() != null) {
                            assertThat(guide).contains("`" + volume.getSecret().getSecretName() + "`");
                        }
                        if (volume.getConfigMap() != null) {
                            assertThat(guide)
                                    .contains("`" + volume.getConfigMap().getName() + "`");
                        }
                        if (volume.getPersistentVolumeClaim() != null) {
                            assertThat(names(overlay, PersistentVolumeClaim.class))
                                    .as(workload.name())
                                    .contains(volume.getPersistentVolumeClaim().getClaimName());
                        }
                    }
                    if (workload.isOurs()) {
                        assertThat(names(overlay, ServiceAccount.class))
                                .contains(workload.template().getSpec().getServiceAccountName());
                    }
                }));
    }

    @Test
    void imagesAreThoseOfTheComposeFileAndNeverTheLatest() throws IOException {
        assumeThat(overlays).isNotEmpty();

        // Given
        TreeSet<String> composed = new TreeSet<>();
        IMAGE.matcher(Files.readString(ROOT.resolve("docker-compose.yml")))
                .results()
                .forEach(result -> composed.add(result.group(1)));

        // Then
        assertThat(overlays).allSatisfy(overlay -> {
            assertThat(ours(overlay))
                    .extracting(workload -> workload.container().getImage())
                    .containsExactlyInAnyOrderElementsOf(composed);
            assertThat(workloads(overlay))
                    .extracting(workload -> workload.container().getImage())
                    .allMatch(image -> image.matches(".+:\\d+(\\.\\d+)+"));
        });
    }

    @Test
    void podsAreRestricted() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(workloads(overlay)).allSatisfy(workload -> {
                    var pod = workload.template().getSpec();
                    assertThat(pod.getSecurityContext().getRunAsNonRoot())
                            .as(workload.name())
                            .isTrue();
                    assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.getContainers()).hasSize(1);
                    assertThat(workload.container().getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                    assertThat(workload.container()
                                    .getSecurityContext()
                                    .getCapabilities()
                                    .getDrop())
                            .containsExactly("ALL");
                    assertThat(workload.container().getResources().getLimits()).containsKey("memory");
                    assertThat(workload.container().getResources().getRequests())
                            .containsKeys("cpu", "memory");
                    if (workload.isOurs()) {
                        assertThat(workload.container().getSecurityContext().getReadOnlyRootFilesystem())
                                .isTrue();
                    }
                }));
    }

    @Test
    void probesAskWhatNeedsNoTokenOnThePortThatIsServed() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(ours(overlay)).allSatisfy(workload -> {
                    Container container = workload.container();
                    assertThat(container.getPorts()).singleElement().satisfies(port -> {
                        assertThat(port.getName()).isEqualTo("http");
                        assertThat(port.getContainerPort()).isEqualTo(PORT);
                    });
                    assertThat(path(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
                    assertThat(path(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
                    assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
                }));
    }

    @Test
    void aPodIsGivenTheTimeThatItsServiceNeedsToDrain() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays)
                .allSatisfy(overlay -> assertThat(ours(overlay)).allSatisfy(workload -> {
                    // Given
                    Matcher stated = DRAIN.matcher(Files.readString(
                            ROOT.resolve(workload.name()).resolve("src/main/resources/application.yaml")));
                    long drain = stated.find() ? Long.parseLong(stated.group(1)) : SPRING_DEFAULT_SECONDS;
                    long pause = workload.container()
                            .getLifecycle()
                            .getPreStop()
                            .getSleep()
                            .getSeconds();

                    // Then
                    assertThat(workload.template().getSpec().getTerminationGracePeriodSeconds())
                            .as(workload.name())
                            .isGreaterThan(pause + drain);
                }));
    }

    @Test
    void nothingScalesBeyondThePartitions() {
        assumeThat(overlays).isNotEmpty();

        assertThat(overlays).allSatisfy(overlay -> {
            int partitions = overlay.of(ConfigMap.class).stream()
                    .map(map -> map.getData().get("CONDUCTOR_TOPICS_PARTITIONS"))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(Integer::parseInt)
                    .orElse(6);
            List<String> scaled = ours(overlay).stream().map(Workload::name).toList();
            assertThat(overlay.of(HorizontalPodAutoscaler.class)).isNotEmpty().allSatisfy(scaler -> {
                assertThat(scaled).contains(scaler.getSpec().getScaleTargetRef().getName());
                assertThat(scaler.getSpec().getMaxReplicas()).isLessThanOrEqualTo(partitions);
            });
            assertThat(scaledObjects(overlay)).allSatisfy(object -> {
                assertThat(scaled).contains(object.<String>get("spec", "scaleTargetRef", "name"));
                assertThat(object.<Integer>get("spec", "maxReplicaCount")).isLessThanOrEqualTo(partitions);
                assertThat(overlay.of(HorizontalPodAutoscaler.class))
                        .as("two scalers of " + label(object))
                        .noneMatch(scaler -> scaler.getSpec()
                                .getScaleTargetRef()
                                .getName()
                                .equals(object.<String>get("spec", "scaleTargetRef", "name")));
            });
        });
    }

    private static List<GenericKubernetesResource> scaledObjects(Overlay overlay) {
        return overlay.of(GenericKubernetesResource.class).stream()
                .filter(object -> object.getKind().equals("ScaledObject"))
                .toList();
    }

    private static List<Workload> workloads(Overlay overlay) {
        return Stream.concat(
                        overlay.of(Deployment.class).stream()
                                .map(object ->
                                        new Workload(object, object.getSpec().getTemplate())),
                        overlay.of(StatefulSet.class).stream()
                                .map(object ->
                                        new Workload(object, object.getSpec().getTemplate())))
                .toList();
    }

    private static List<Workload> ours(Overlay overlay) {
        List<Workload> ours =
                workloads(overlay).stream().filter(Workload::isOurs).toList();
        assertThat(ours).isNotEmpty();
        return ours;
    }

    private static LabelSelector selector(Workload workload) {
        return workload.object() instanceof Deployment deployment
                ? deployment.getSpec().getSelector()
                : ((StatefulSet) workload.object()).getSpec().getSelector();
    }

    private static List<Workload> selected(List<Workload> workloads, Map<String, String> labels) {
        assertThat(labels).isNotEmpty();
        return workloads.stream()
                .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static <T extends HasMetadata> List<String> names(Overlay overlay, Class<T> kind) {
        return overlay.of(kind).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static String path(Probe probe) {
        return Optional.ofNullable(probe.getHttpGet()).map(get -> get.getPath()).orElse("");
    }

    private static String label(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
