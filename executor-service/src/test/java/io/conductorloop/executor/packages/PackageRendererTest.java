package io.conductorloop.executor.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PackageRendererTest {
    private static final String REVISION = RevisionName.of(List.of(Planned.id(41)));

    @Test
    void writesAScalingAsAPartialDeployment() {
        // When
        Map<String, Object> deployment = parse(PackageRenderer.facetFile(
                Planned.scaling()
                        .to(5)
                        .because("Tuesday's peak")
                        .correlatedBy("c-1")
                        .at(41),
                REVISION));

        // Then
        assertThat(deployment)
                .isEqualTo(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "Deployment",
                        "metadata",
                        Map.of(
                                "name",
                                "odu-high-phy",
                                "namespace",
                                "oran-odu",
                                "annotations",
                                Map.ofEntries(
                                        Map.entry(
                                                "nephoran.io/intent-id",
                                                Planned.id(41).toString()),
                                        Map.entry("nephoran.io/sequence", "41"),
                                        Map.entry("nephoran.io/revision", REVISION),
                                        Map.entry("nephoran.io/intent-type", "scaling"),
                                        Map.entry("nephoran.io/correlation-id", "c-1"),
                                        Map.entry("scaling.nephio.org/intent-type", "scaling"),
                                        Map.entry("scaling.nephio.org/replicas", "5"),
                                        Map.entry("scaling.nephio.org/reason", "Tuesday's peak"),
                                        Map.entry("scaling.nephio.org/source", "user"),
                                        Map.entry("scaling.nephio.org/correlation-id", "c-1"))),
                        "spec",
                        Map.of("replicas", 5)));
    }

    @Test
    void writesADeploymentAsAnNfDeploymentOfItsBlueprint() {
        // When
        Map<String, Object> deployment = parse(PackageRenderer.facetFile(
                Planned.deployment().of("core", "upf").from("upf.free5gc.io").at(41), REVISION));

        // Then
        assertThat(deployment)
                .containsEntry("apiVersion", "workload.nephio.org/v1alpha1")
                .containsEntry("kind", "NFDeployment")
                .containsEntry("spec", Map.of("provider", "upf.free5gc.io"));
    }

    @Test
    void writesAConfigurationAsAConfigMapOfTexts() {
        // When
        Map<String, Object> map =
                parse(PackageRenderer.facetFile(Planned.configuration().to(2).at(41), REVISION));

        // Then
        assertThat(map)
                .containsEntry("kind", "ConfigMap")
                .containsEntry("data", Map.of("target", "odu-high-phy", "replicas", "2", "priority", "5"));
    }

    @Test
    void writesWhatAConfigurationSaysBesideItsOwnFields() {
        // Given
        TreeMap<String, String> data = new TreeMap<>(Map.of("priority", "high", "on", "a: \"b\"\nc", "7", "{\"x\":1}"));

        // When
        Map<String, Object> map = parse(PackageRenderer.facetFile(
                Planned.configuration()
                        .to(2)
                        .within(new Intent.Constraints(
                                null, null, List.of(), null, null, false, null, data, List.of(), null))
                        .at(41),
                REVISION));

        // Then
        assertThat(map)
                .containsEntry(
                        "data",
                        Map.of(
                                "target",
                                "odu-high-phy",
                                "replicas",
                                "2",
                                "priority",
                                "high",
                                "on",
                                "a: \"b\"\nc",
                                "7",
                                "{\"x\":1}"));
    }

    @Test
    void writesAKptfileWithoutFunctions() {
        // When
        Map<String, String> files = PackageRenderer.packageFiles("oran-odu");

        // Then
        assertThat(files).containsOnlyKeys("Kptfile", "package-context.yaml");
        assertThat(parse(files.get("Kptfile")))
                .containsOnlyKeys("apiVersion", "kind", "metadata", "info")
                .containsEntry("apiVersion", "kpt.dev/v1")
                .containsEntry("kind", "Kptfile")
                .extractingByKey("metadata")
                .isEqualTo(Map.of(
                        "name",
                        "oran-odu",
                        "annotations",
                        Map.of("config.kubernetes.io/local-config", "true"),
                        "labels",
                        Map.of("app.kubernetes.io/managed-by", "conductor-loop")));
        assertThat(parse(files.get("package-context.yaml")))
                .containsEntry("kind", "ConfigMap")
                .containsEntry("data", Map.of("name", "oran-odu"));
    }

    @Test
    void writesTheSameBytesForTheSameIntent() {
        // Given
        PlannedIntent intent = Planned.scaling().because("load").at(41);

        // When
        String once = PackageRenderer.facetFile(intent, REVISION);

        // Then
        assertThat(PackageRenderer.facetFile(Planned.scaling().because("load").at(41), REVISION))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "1e3",
                "~",
                "- a",
                "a: b # c",
                "\"",
                "'",
                "\\",
                "\\\"",
                "x\"\nspec:\n  replicas: 99",
                "x\n  nephoran.io/sequence: \"99\"",
                "|\n  text",
                "&a *a !!java.lang.Runtime",
                "{{ .Values }} ${jndi} $(id)",
                "\t\r\u0000\u0007\u001b[31m\u007f\u0085\u00a0\u2028\u2029\ufeff",
                "負荷が高い 🚀 é",
                "---\n...",
                "%YAML 1.1",
                " leading and trailing ",
            })
    void readsBackWhateverAnIntentSays(String hostile) {
        // Given
        PlannedIntent intent =
                Planned.scaling().to(5).because(hostile).correlatedBy(hostile).at(41);

        // When
        String file = PackageRenderer.facetFile(intent, REVISION);

        // Then
        Map<String, Object> deployment = parse(file);
        assertThat(deployment).containsEntry("spec", Map.of("replicas", 5));
        assertThat(deployment)
                .extractingByKey("metadata")
                .extracting("annotations")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("scaling.nephio.org/reason", hostile)
                .containsEntry("nephoran.io/correlation-id", hostile)
                .containsEntry("nephoran.io/sequence", "41");
        assertThat(HeldFacet.read(file.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new HeldFacet.Marked(new FacetMark(Planned.id(41), 41, REVISION)));
    }

    @Test
    void replacesHalfACharacter() {
        // When
        String file =
                PackageRenderer.facetFile(Planned.scaling().because("\ud83d!").at(41), REVISION);

        // Then
        assertThat(file).contains("reason: \"\\ufffd!\"");
        assertThat(parse(file)).containsKey("spec");
    }

    private static Map<String, Object> parse(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }
}
