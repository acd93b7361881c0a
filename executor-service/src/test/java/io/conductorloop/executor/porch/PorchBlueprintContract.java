package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.porch.FaultyRevisions.Fault;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store does with a deployment that names a blueprint. */
public abstract class PorchBlueprintContract extends PorchPackageStoreContract {
    private static final String CU = "oran-cu--oran-cu-cp";

    private static PlannedIntent deployment(String blueprint, long sequence) {
        return Planned.deployment()
                .of("oran-cu", "oran-cu-cp")
                .from(blueprint)
                .within(new Intent.Constraints(null, null, List.of(), null, REPOSITORY, false, null))
                .at(sequence);
    }

    @Test
    public void beginsANewPackageWithItsBlueprint() {
        // Given
        blueprint("edge-02", "first");
        blueprint("edge-02", "second");

        // When
        Effect effect = apply(open(), CU, deployment("oai-cu-cp", 7));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        Map<String, String> files = files(published().getFirst());
        assertThat(files.get("workload.yaml")).contains("second");
        assertThat(files).containsKeys("Kptfile", "nf-deployment_oran-cu_oran-cu-cp.yaml");
        assertThat(effected()).containsExactly(Planned.id(7));
        assertThat(drafts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PorchCall.class,
            names = {"CREATE", "WRITE", "PROPOSE", "PUBLISH"})
    public void goesOnWithACloneThatAnotherLifeBegan(PorchCall call) {
        // Given
        blueprint("edge-02", "first");
        FaultyRevisions deadly = new FaultyRevisions(porch()).fail(call, Fault.DEATH_AFTER, 1);
        Assertions.assertThatThrownBy(() -> apply(open("a", deadly), CU, deployment("oai-cu-cp", 7)))
                .isInstanceOf(FaultyRevisions.Death.class);

        // When
        Effect effect = apply(open("a", porch()), CU, deployment("oai-cu-cp", 7));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(published()).hasSize(1);
        assertThat(files(published().getFirst()))
                .containsKeys("workload.yaml", "nf-deployment_oran-cu_oran-cu-cp.yaml");
    }

    @Test
    public void addsItToAPackageThatIsThere() {
        // Given
        blueprint("edge-02", "first");
        apply(open(), CU, scaling(1));

        // When
        Effect effect = apply(open(), CU, deployment("edge-02/oai-cu-cp", 7));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(files(published().getLast()))
                .containsKeys(
                        "workload.yaml",
                        "deployment-patch_oran-cu_oran-cu-cp.yaml",
                        "nf-deployment_oran-cu_oran-cu-cp.yaml");
        assertThat(files(published().getLast()).get("Kptfile")).doesNotContain("oai-cu-cp");
    }

    @Test
    public void saysClearlyThatABlueprintIsNotThere() {
        for (String missing : List.of("oai-cu-cp", "edge-03/oai-cu-cp", "nowhere/oai-cu-cp")) {
            if (missing.startsWith("edge-03")) {
                blueprint("edge-02", "first");
            }
            assertThat(apply(open(), CU, deployment(missing, 7)))
                    .isInstanceOfSatisfying(Effect.Refused.class, refused -> {
                        assertThat(refused.reason().rule()).isEqualTo("porch-blueprint");
                        assertThat(refused.reason().pointer()).isEqualTo("/nephio_context/blueprint_name");
                        assertThat(refused.reason().message()).contains("'" + missing + "'");
                    });
            assertThat(all()).isEmpty();
        }
    }

    @Test
    public void recognisesADeploymentWhoseBlueprintIsGone() {
        // Given
        blueprint("edge-02", "first");
        Effect first = apply(open(), CU, deployment("oai-cu-cp", 7));

        // Then
        assertThat(apply(open(), CU, deployment("gone", 7))).isEqualTo(first);
    }

    @Test
    public void refusesTheDeploymentAloneOfWhatCameTogether() {
        // Given
        PlannedIntent scaling = scaling(1);
        PlannedIntent deployment = deployment("nowhere", 2);

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange(CU, List.of(scaling, deployment))));

        // Then
        assertThat(effects.get(scaling.id())).isInstanceOf(Effect.InRevision.class);
        assertThat(effects.get(deployment.id())).isInstanceOf(Effect.Refused.class);
    }

    private static PlannedIntent scaling(long sequence) {
        return Planned.scaling()
                .of("oran-cu", "oran-cu-cp")
                .within(new Intent.Constraints(null, null, List.of(), null, REPOSITORY, false, null))
                .at(sequence);
    }

    /** A person publishes a blueprint. */
    private void blueprint(String repository, String content) {
        RevisionListing listing = InMemoryPorch.done(porch().list(repository, "oai-cu-cp"));
        RevisionState before = new PackageView(listing).latest();
        RevisionState draft = settle(porch().create(new RevisionDraft(
                repository, "oai-cu-cp", "by-hand-" + content, before, null, "a blueprint", Map.of())));
        SortedMap<String, String> files = new TreeMap<>(InMemoryPorch.done(porch().read(draft)));
        files.put("workload.yaml", "kind: ConfigMap\nmetadata:\n  name: " + content + "\n");
        RevisionState written = InMemoryPorch.done(porch().write(draft, files)).state();
        settle(porch().publish(settle(porch().propose(settle(new Answer.Done<>(written)), Map.of()))));
    }
}
