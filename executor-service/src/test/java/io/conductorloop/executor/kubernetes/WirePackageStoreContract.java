package io.conductorloop.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.kubernetes.VersionedRevisions.Version;
import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.PorchApprovalContract;
import io.conductorloop.executor.porch.PorchFailure;
import io.conductorloop.executor.porch.PorchRepositories;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.Fault;
import io.conductorloop.porchfake.Repository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The store over the wire, in one version of the API. */
abstract class WirePackageStoreContract extends PorchApprovalContract {
    private final boolean migrated;
    private FakePorch server;
    private ClusterApi api;
    private ListedRepositories repositories;
    private VersionedRevisions revisions;

    WirePackageStoreContract(boolean migrated) {
        this.migrated = migrated;
    }

    @BeforeEach
    void start() {
        server = new FakePorch();
        List.of(REPOSITORY, "edge-02", "edge-03").forEach(name -> server.register(repository(name, migrated)));
        api = new ClusterApi(
                new ClusterSettings(null, null, server.address(), null, null, "ran", Duration.ofSeconds(5)),
                InstantSource.system());
        repositories = new ListedRepositories(api, Duration.ofMillis(20), System::nanoTime);
        revisions = new VersionedRevisions(
                new V1alpha1Revisions(api), new V1alpha2Revisions(api), repositories, Version.AUTO);
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Override
    protected boolean endsStepsAtOnce() {
        return !migrated;
    }

    @Override
    protected PackageRevisions porch() {
        return revisions;
    }

    @Override
    protected PorchRepositories repositories() {
        return repositories;
    }

    @Override
    protected List<RevisionState> all() {
        return server.packages(REPOSITORY).stream()
                .flatMap(name -> listed(name).revisions().stream())
                .toList();
    }

    @Override
    protected RevisionState reject(RevisionState proposed) {
        String path = "/apis/porch.kpt.dev/" + (migrated ? "v1alpha2" : "v1alpha1")
                + "/namespaces/ran/packagerevisions/" + proposed.name() + (migrated ? "" : "/approval");
        ObjectNode patch = api.json().createObjectNode();
        patch.putObject("spec").put("lifecycle", "Draft");
        assertThat(api.merge(path, patch))
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(200));
        return settle(revisions.look(proposed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST packagerevisions", "PUT packagerevisionresources", "PATCH packagerevisions"})
    void goesOnAfterWhateverComesInTheWay(String request) {
        List<Fault> faults = List.of(
                new Fault.DropAnswer(),
                Fault.instead(500, "git is on fire"),
                Fault.instead(504, "request did not complete within the allowed timeout"),
                Fault.instead(409, "another request is already in progress"),
                Fault.instead(500, "the object has been modified"));
        for (int i = 0; i < faults.size(); i++) {
            // Given
            Fault fault = faults.get(i);
            PlannedIntent intent = Planned.scaling().at(i);
            AtomicInteger left = new AtomicInteger(1);
            server.faults(what -> what.equals(request) && left.getAndDecrement() > 0 ? fault : new Fault.None());

            // When
            Effect effect = apply(open(), PACKAGE, intent);

            // Then
            assertThat(effect).isInstanceOf(Effect.InRevision.class);
            assertThat(effected()).hasSize(i + 1).endsWith(intent.id());
            assertThat(drafts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST packagerevisions", "PUT packagerevisionresources", "PATCH packagerevisions"})
    void looksWhatBecameOfARequestThatHangs(String request) {
        // Given
        ClusterApi hasty = new ClusterApi(
                new ClusterSettings(null, null, server.address(), null, null, "ran", Duration.ofMillis(300)),
                InstantSource.system());
        AtomicInteger left = new AtomicInteger(1);
        server.faults(what -> what.equals(request) && left.getAndDecrement() > 0 ? new Fault.Hang() : new Fault.None());

        // When
        Effect effect = apply(
                open(
                        "a",
                        new VersionedRevisions(
                                new V1alpha1Revisions(hasty),
                                new V1alpha2Revisions(hasty),
                                repositories,
                                Version.AUTO)),
                PACKAGE,
                Planned.scaling().at(1));
        hasty.close();

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(1));
        assertThat(drafts()).isEmpty();
    }

    @Test
    void waitsAMomentWhereTheServerHasTooMuchToDo() {
        // Given
        AtomicInteger left = new AtomicInteger(1);
        server.faults(what -> what.equals("POST packagerevisions") && left.getAndDecrement() > 0
                ? new Fault.TooMany(Duration.ofSeconds(1))
                : new Fault.None());

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
    }

    @Test
    void refusesOneIntentOfManyThatCannotBeRendered() {
        // Given
        PlannedIntent good = Planned.scaling().of("oran", "odu").at(1);
        PlannedIntent bad =
                Planned.scaling().of("oran", "cu").because("breaks-render").at(2);

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange("oran", List.of(good, bad))));

        // Then
        assertThat(effects.get(good.id())).isInstanceOf(Effect.InRevision.class);
        assertThat(effects.get(bad.id()))
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().rule()).isEqualTo(PorchFailure.RENDER));
        assertThat(effected()).containsExactly(good.id());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void waitsForARepositoryThatIsNotReady() {
        // Given
        server.register(repository(REPOSITORY, migrated).ready("False"));

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().message()).contains("says the server"));
    }

    @Test
    void followsARepositoryToTheOtherVersion() {
        // Given
        ListedRepositories outdated = new ListedRepositories(api, Duration.ofDays(1), System::nanoTime);
        outdated.registered();
        VersionedRevisions before =
                new VersionedRevisions(new V1alpha1Revisions(api), new V1alpha2Revisions(api), outdated, Version.AUTO);
        server.register(repository(REPOSITORY, true));

        // When
        Effect effect = apply(open("a", before), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(new V1alpha2Revisions(api).list(REPOSITORY, PACKAGE))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(((RevisionListing) done.value()).revisions())
                                .hasSize(1));
    }

    @Test
    void findsItsOwnDraftsInARepository() {
        // Given
        server.faults(what -> what.equals("PATCH packagerevisions") ? Fault.instead(500, "no") : new Fault.None());
        apply(open(), PACKAGE, Planned.scaling().at(1));

        // When
        Answer<RevisionListing> drafts = porch().drafts(REPOSITORY);

        // Then
        assertThat(drafts)
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(((RevisionListing) done.value()).revisions())
                                .hasSize(1));
    }

    private RevisionListing listed(String packageName) {
        return ((Answer.Done<RevisionListing>) revisions.list(REPOSITORY, packageName)).value();
    }

    private static Repository repository(String name, boolean migrated) {
        Repository repository = Repository.named(name);
        return migrated ? repository.inVersion2() : repository;
    }
}
