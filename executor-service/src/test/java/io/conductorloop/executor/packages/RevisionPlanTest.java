package io.conductorloop.executor.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionPlanTest {
    private static final PlannedIntent OLD = Planned.scaling().to(3).at(7);
    private static final PlannedIntent NEW = Planned.scaling().to(5).at(8);

    @Test
    void writesTheNewestOfAFacetAlone() {
        // When
        RevisionPlan plan = RevisionPlan.of(change(OLD, NEW), Map.of());

        // Then
        assertThat(plan.effected()).containsExactly(NEW);
        assertThat(plan.files()).containsOnlyKeys("deployment-patch_oran-odu_odu-high-phy.yaml");
        assertThat(plan.settled()).isEqualTo(Map.of(OLD.id(), new Effect.Outrun(NEW.id())));
    }

    @Test
    void knowsTheOlderOfAFacetThatTookEffectBefore() {
        // Given
        String before = RevisionName.of(List.of(OLD.id()));

        // When
        RevisionPlan plan = RevisionPlan.of(
                change(OLD, NEW),
                Map.of(Facet.of(OLD.intent()), new HeldFacet.Marked(new FacetMark(OLD.id(), 7, before))));

        // Then
        assertThat(plan.effected()).containsExactly(NEW);
        assertThat(plan.settled()).isEqualTo(Map.of(OLD.id(), new Effect.InRevision("oran", before)));
    }

    @Test
    void namesTheRevisionAfterWhatTakesEffectAlone() {
        // Given
        PlannedIntent held = Planned.configuration().at(6);
        Map<Facet, HeldFacet> before = Map.of(
                Facet.of(held.intent()),
                new HeldFacet.Marked(new FacetMark(held.id(), 6, RevisionName.of(List.of(held.id())))));

        // When
        RevisionPlan alone = RevisionPlan.of(change(NEW), Map.of());
        RevisionPlan besideHeld = RevisionPlan.of(change(held, NEW), before);

        // Then
        assertThat(besideHeld.revision()).isEqualTo(alone.revision());
        assertThat(besideHeld.files()).isEqualTo(alone.files());
    }

    @Test
    void refusesAPackageThatCannotBeNamed() {
        assertThat(RevisionPlan.of(new PackageChange("Oran", List.of(NEW)), Map.of())
                        .settled()
                        .values())
                .hasOnlyElementsOfType(Effect.Refused.class);
    }

    private static PackageChange change(PlannedIntent... intents) {
        return new PackageChange("oran", List.of(intents));
    }
}
