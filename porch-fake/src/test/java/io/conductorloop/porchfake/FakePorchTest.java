package io.conductorloop.porchfake;

import static io.conductorloop.porchfake.Client.draft;
import static io.conductorloop.porchfake.Client.edit;
import static io.conductorloop.porchfake.Client.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.porchfake.Client.Said;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** v1alpha1 as the notes on Porch's API have it; the sections are theirs. */
class FakePorchTest {
    private final FakePorch porch = new FakePorch();
    private final Client client = new Client(porch);

    @BeforeEach
    void register() {
        porch.register(Repository.named("edge-01"));
        porch.register(Repository.named("edge-02"));
        porch.register(Repository.named("new").inVersion2());
    }

    @AfterEach
    void stop() {
        client.close();
        porch.close();
    }

    // 1.3 Name, UID, resourceVersion

    @Test
    void derivesTheNameAndIgnoresOneThatIsSent() {
        // Given
        ObjectNode draft = draft("edge-01", "odu", "w1");
        draft.withObject("/metadata").put("name", "mine");

        // When
        Said made = client.create(draft);

        // Then
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.meta("name")).isEqualTo("edge-01.odu.w1");
    }

    @Test
    void namesAPackageWithAPathByDots() {
        assertThat(client.create(draft("edge-01", "a/b", "w1")).meta("name")).isEqualTo("edge-01.a.b.w1");
    }

    @Test
    void givesTheSameUidAfterDeletionAndAnotherResourceVersionThatIsNoNumber() {
        // Given
        Said first = client.create(draft("edge-01", "odu", "w1"));
        client.delete(first.meta("name"));

        // When
        Said again = client.create(draft("edge-01", "odu", "w1"));

        // Then
        assertThat(again.meta("uid")).isEqualTo(first.meta("uid"));
        assertThat(again.meta("resourceVersion")).matches("[0-9a-f]{40}").isNotEqualTo(first.meta("resourceVersion"));
    }

    @Test
    void listsEverythingWhateverTheLimitAndWithoutAVersion() {
        // Given
        client.create(draft("edge-01", "a", "w1"));
        client.create(draft("edge-01", "b", "w1"));

        // When
        Said list = client.send("GET", "/packagerevisions?limit=1", null);

        // Then
        assertThat(Client.names(list)).hasSize(2);
        assertThat(list.meta("resourceVersion")).isEmpty();
    }

    @Test
    void reallyCreatesInADryRun() {
        // When
        client.send("POST", "/packagerevisions?dryRun=All", draft("edge-01", "odu", "w1"));

        // Then
        assertThat(client.get("edge-01.odu.w1").status()).isEqualTo(200);
    }

    // 1.4 HTTP calls

    @Test
    void beginsANewPackageWithThreeFiles() {
        // When
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");

        // Then
        assertThat(client.files(name).spec("resources").propertyNames())
                .containsExactlyInAnyOrder("Kptfile", "README.md", "package-context.yaml");
    }

    @Test
    void takesContentWithTheVersionThatCreationGaveAndWritesItAnew() {
        // Given
        Said made = client.create(draft("edge-01", "odu", "w1"));

        // When
        Said written = client.write(made.meta("name"), made.meta("resourceVersion"), "patch.yaml", "a: 1   \n");

        // Then
        assertThat(written.status()).isEqualTo(200);
        assertThat(written.spec("resources").propertyNames()).containsExactlyInAnyOrder("Kptfile", "patch.yaml");
        assertThat(written.spec("resources").path("patch.yaml").asString()).isEqualTo("a: 1\n");
        assertThat(written.spec("resources").path("Kptfile").asString()).contains("type: Rendered");
        assertThat(written.meta("resourceVersion"))
                .isEqualTo(client.get(made.meta("name")).meta("resourceVersion"))
                .isNotEqualTo(made.meta("resourceVersion"));
    }

    @Test
    void patchesFilesOneByOne() {
        // Given
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");
        ObjectNode patch = Client.JSON.createObjectNode();
        patch.putObject("spec")
                .putObject("resources")
                .put("patch.yaml", "a: 1\n")
                .putNull("README.md");

        // When
        Said written = client.send("PATCH", "/packagerevisionresources/" + name, patch);

        // Then
        assertThat(written.spec("resources").propertyNames())
                .containsExactlyInAnyOrder("Kptfile", "package-context.yaml", "patch.yaml");
    }

    @Test
    void publishesByApprovalAloneAndNumbersRevisions() {
        // Given
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");
        client.move(name, "Proposed");

        // When
        int through = client.move(name, "Published").status();
        Said published = client.approve(name, "Published");
        Said second = client.publish(edit("edge-01", "odu", "w2", name));

        // Then
        assertThat(through).isEqualTo(422);
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.spec("revision").asInt()).isEqualTo(1);
        assertThat(second.spec("revision").asInt()).isEqualTo(2);
        assertThat(client.list("labelSelector=kpt.dev/latest-revision%3Dtrue")).containsExactly(second.meta("name"));
        assertThat(client.list(fields("spec.revision=-1"))).containsExactly("edge-01.odu.main");
    }

    @Test
    void clonesWhatIsPublishedUnderTheNewName() throws Exception {
        // Given
        porch.publish("ran", "edge-01", "blueprint", Map.of("workload.yaml", "kind: Deployment"));

        // When
        ObjectNode clone = draft("edge-01", "mine", "w1");
        clone.withObject("/spec")
                .putArray("tasks")
                .addObject()
                .put("type", "clone")
                .putObject("clone")
                .putObject("upstreamRef")
                .putObject("upstreamRef")
                .put("name", "edge-01.blueprint.v1");
        Said made = client.create(clone);

        // Then
        assertThat(made.status()).isEqualTo(201);
        JsonNode files = client.files("edge-01.mine.w1").spec("resources");
        assertThat(files.path("workload.yaml").asString()).isEqualTo("kind: Deployment");
        assertThat(files.path("Kptfile").asString()).contains("name: mine").doesNotContain("name: blueprint");
    }

    @Test
    void rejectsByApproval() {
        // Given
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");
        client.move(name, "Proposed");

        // When
        Said rejected = client.approve(name, "Draft");

        // Then
        assertThat(rejected.spec("lifecycle").asString()).isEqualTo("Draft");
    }

    @Test
    void losesLabelsAndAnnotationsThatAPutLeavesOut() {
        // Given
        Said made = client.create(draft("edge-01", "odu", "w1"));
        ObjectNode bare = (ObjectNode) made.body().deepCopy();
        ((ObjectNode) bare.path("metadata")).remove("annotations");

        // When
        Said put = client.send("PUT", "/packagerevisions/" + made.meta("name"), bare);

        // Then
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().path("metadata").has("annotations")).isFalse();
        assertThat(put.body().path("metadata").path("labels").path("by").asString())
                .isEqualTo("test");
    }

    @Test
    void deletesWhatIsPublishedOnlyOnceThatIsProposed() {
        // Given
        String name = client.publish(draft("edge-01", "odu", "w1")).meta("name");

        // When
        int published = client.delete(name).status();
        int proposed = client.approve(name, "DeletionProposed").status();
        int deleted = client.delete(name).status();

        // Then
        assertThat(published).isEqualTo(403);
        assertThat(proposed).isEqualTo(200);
        assertThat(deleted).isEqualTo(200);
        assertThat(client.get(name).status()).isEqualTo(404);
    }

    @Test
    void selectsByFieldsAndLabels() {
        // Given
        client.create(draft("edge-01", "a", "w1"));
        client.create(draft("edge-02", "a", "w1"));
        client.publish(draft("edge-02", "b", "w1"));

        // Then
        assertThat(client.list(fields("spec.repository=edge-02,spec.lifecycle==Draft")))
                .containsExactly("edge-02.a.w1");
        assertThat(client.list(fields("metadata.name=edge-02.b.w1"))).containsExactly("edge-02.b.w1");
        assertThat(client.list("labelSelector=by%3Dtest")).hasSize(3);
        assertThat(client.send("GET", "/packagerevisions?" + fields("spec.repository!=edge-02"), null)
                        .status())
                .isEqualTo(400);
    }

    // 1.5 Status codes

    @ParameterizedTest
    @CsvSource({
        "odu, w1, init, 500, workspaceNames must be unique",
        "odu, w2, init, 500, already exists in repository",
        "odu, w2, edit, 500, source revision must be published",
        "odu, w_2, init, 422, spec.workspaceName",
        "ODU, w1, init, 422, spec.packageName"
    })
    void refusesACreation(String packageName, String workspace, String task, int status, String message) {
        // Given
        client.create(draft("edge-01", "odu", "w1"));

        // When
        Said refused = client.create(
                task.equals("init")
                        ? draft("edge-01", packageName, workspace)
                        : edit("edge-01", packageName, workspace, "edge-01.odu.w1"));

        // Then
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.message()).contains(message);
    }

    @Test
    void doesNotEditAPlaceholder() {
        // Given
        client.publish(draft("edge-01", "odu", "w1"));

        // When
        Said refused = client.create(edit("edge-01", "odu", "w2", "edge-01.odu.main"));

        // Then
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).contains("placeholder");
    }

    @Test
    void answers500ToAStaleResourceVersion() {
        // Given
        Said made = client.create(draft("edge-01", "odu", "w1"));
        client.write(made.meta("name"), made.meta("resourceVersion"), "a.yaml", "a: 1\n");

        // When
        Said files = client.write(made.meta("name"), made.meta("resourceVersion"), "a.yaml", "a: 2\n");
        Said object = client.send("PUT", "/packagerevisions/" + made.meta("name"), made.body());
        Said approval = client.send("PUT", "/packagerevisions/" + made.meta("name") + "/approval", made.body());

        // Then
        assertThat(files.status()).isEqualTo(500);
        assertThat(files.message()).contains("the object has been modified");
        assertThat(object.status()).isEqualTo(500);
        assertThat(approval.status()).isEqualTo(500);
    }

    @Test
    void answers500ToAMissingResourceVersion() {
        // Given
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");

        // When
        Said refused = client.write(name, "", "a.yaml", "a: 1\n");

        // Then
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).contains("resourceVersion must be specified");
    }

    @Test
    void takesFilesOfDraftsAlone() {
        // Given
        Said published = client.publish(draft("edge-01", "odu", "w1"));

        // When
        Said refused = client.write(published.meta("name"), published.meta("resourceVersion"), "patch.yaml", "a: 1\n");

        // Then
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).contains("package must be Draft");
    }

    @Test
    void pushesNothingThatCannotBeRendered() {
        // Given
        Said made = client.create(draft("edge-01", "odu", "w1"));

        // When
        Said refused =
                client.write(made.meta("name"), made.meta("resourceVersion"), "patch.yaml", "a: breaks-render\n");

        // Then
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message())
                .containsIgnoringCase("error rendering package")
                .contains("Package NOT pushed");
        assertThat(client.files(made.meta("name")).spec("resources").has("patch.yaml"))
                .isFalse();
    }

    @Test
    void keepsTheLabelOfTheLatestToItself() {
        // Given
        String name = client.create(draft("edge-01", "odu", "w1")).meta("name");
        ObjectNode patch = Client.JSON.createObjectNode();
        patch.putObject("metadata").putObject("labels").put("kpt.dev/latest-revision", "true");

        // When
        Said refused = client.send("PATCH", "/packagerevisions/" + name, patch);

        // Then
        assertThat(refused.status()).isEqualTo(422);
    }

    @Test
    void doesNotFindARepositoryThatNobodyRegistered() {
        // When
        Said refused = client.create(draft("nowhere", "odu", "w1"));

        // Then
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.message()).contains("repositories").contains("not found");
    }

    @Test
    void hidesWhatIsKeptInTheOtherVersion() {
        // Given
        ObjectNode made = draft("new", "odu", "w1");
        made.withObject("/metadata").put("name", "new.odu.w1");
        made.withObject("/spec").putObject("source").putObject("init");
        client.send("POST", "v1alpha2", "/packagerevisions", made);

        // When
        Said created = client.create(draft("new", "odu", "w2"));
        Said updated = client.move("new.odu.w1", "Proposed");
        Said got = client.get("new.odu.w1");

        // Then
        assertThat(created.status()).isEqualTo(410);
        assertThat(created.message()).contains("managed by v1alpha2");
        assertThat(updated.status()).isEqualTo(410);
        assertThat(got.status()).isEqualTo(404);
        assertThat(client.list("")).isEmpty();
    }

    @Test
    void takesNoMoreThanSixMebibytes() {
        // Given
        Said made = client.create(draft("edge-01", "odu", "w1"));

        // When
        Said refused =
                client.write(made.meta("name"), made.meta("resourceVersion"), "a.txt", "x".repeat(6 * 1024 * 1024));

        // Then
        assertThat(refused.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void neitherMakesNorRemovesFilesByThemselves(String method) {
        assertThat(client.send(method, "/packagerevisionresources/x", Client.JSON.createObjectNode())
                        .status())
                .isEqualTo(405);
    }
}
