package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ingest.app.Caller.Reply;
import io.conductorloop.ingest.files.HandoffFolder;
import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RestSurface
class LegacyIntentRestTest {
    @Autowired
    private HandoffFolder handoff;

    private Caller caller;

    @BeforeEach
    void empty(@LocalServerPort int port) throws IOException {
        caller = new Caller(port);
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/json", "text/plain", "application/json; charset=utf-8"})
    void dropsJsonIntoTheFolderAsItCame(String type) throws Exception {
        String intent =
                " " + Intents.scaling().replicas(5).reason("evening peak").json();

        Reply reply = caller.post("/intent", type, intent);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/status")).isEqualTo("accepted");
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(file.toString()).isEqualTo(reply.text("/saved"));
            assertThat(file.getFileName().toString()).matches("intent-\\d{8}T\\d{6}Z-\\d{9}\\.json");
            assertThat(file).hasContent(intent);
        });
        assertThat(reply.text("/preview/id")).startsWith("intent-");
        assertThat(reply.text("/preview/type")).isEqualTo("scaling");
        assertThat(reply.text("/preview/description")).isEqualTo("evening peak");
        assertThat(reply.text("/preview/status")).isEqualTo("pending");
        assertThat(reply.text("/preview/target_resources/0")).isEqualTo("odu-high-phy");
        assertThat(reply.json().at("/preview/parameters/replicas").asInt()).isEqualTo(5);
    }

    @Test
    void understandsTheSentence() throws Exception {
        Reply reply = caller.post("/intent", "text/plain", "scale upf to 4 in ns core\n");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(Files.readString(files().getFirst()))
                .isEqualTo("{\"intent_type\":\"scaling\",\"target\":\"upf\",\"namespace\":\"core\",\"replicas\":4,"
                        + "\"source\":\"user\"}");
    }

    @Test
    void refusesWhatItDoesNotUnderstandWithAHint() throws Exception {
        Reply reply = caller.post("/intent", "text/plain", "please scale").isProblem(400, "text", "");

        assertThat(reply.text("/detail")).contains("scale <target> to <replicas>");
        caller.post("/intent", "application/json", "{\"a\":").isProblem(400, "json", "/a");
        caller.post("/intent", "application/json", "[]").isProblem(400, "type", "");
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesMoreThanAMebibyteAndNeverCutsIt() throws Exception {
        String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";

        caller.post("/intent", "application/json", large).isProblem(413, "max-size", "");
        caller.postChunked("/intent", "application/json", large).isProblem(413, "max-size", "");
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesOtherMethodsAndTypes() throws Exception {
        assertThat(caller.get("/intent").isProblem(405).header("Allow")).isEqualTo("POST");
        caller.post("/intent", "application/xml", "<a/>").isProblem(415);
        caller.post("/intent", "", "{}").isProblem(415);
    }

    @Test
    void saysThatItLives() throws Exception {
        assertThat(caller.get("/healthz").response().body()).isEqualTo("ok\n");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(handoff.root())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
