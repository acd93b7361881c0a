package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageStoreContract;
import io.conductorloop.executor.Planned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The porch here is a shell script that notes its calls. */
class PorchCliPackageStoreTest extends PackageStoreContract {
    private static final String PACKAGE = "oran-odu-odu-high-phy";
    private static final String NOTE = """
            echo "$@" >> "$4/calls"
            """;

    @TempDir
    Path folder;

    @Override
    protected PackageStore open() throws IOException {
        return porch(NOTE);
    }

    @Override
    protected List<IntentId> effected() throws IOException {
        return Files.exists(out().resolve("calls"))
                ? Files.readAllLines(out().resolve("calls")).stream()
                        .map(call -> call.replaceAll(".*/intent-([-0-9a-f]{36})\\.json .*", "$1"))
                        .map(IntentId::parse)
                        .toList()
                : List.of();
    }

    @Override
    protected boolean sharesRevisions() {
        return false;
    }

    @Test
    void callsPorchAsTheGoProgramDoes() throws IOException {
        // Given
        PackageStore store = porch(NOTE + "cp \"$2\" \"$4/intent\"");

        // When
        apply(store, PACKAGE, Planned.scaling().to(5).because("say \"more\"").at(7));

        // Then
        Path intent = out().toRealPath().resolve(".porch-cli/.intents/intent-" + Planned.id(7) + ".json");
        assertThat(out().resolve("calls")).hasContent("-intent " + intent + " -out " + out().toRealPath());
        assertThat(out().resolve("intent")).hasContent("""
                {"intent_type":"scaling","target":"odu-high-phy","namespace":"oran-odu","replicas":5,"priority":5,\
                "reason":"say \\"more\\"","source":"user"}""");
        assertThat(intent).doesNotExist();
    }

    @Test
    void asksForStructuredOutputWhenToldTo() throws IOException {
        // Given
        PackageStore store = new PorchCliPackageStore(
                new PorchCliSettings(script(NOTE), true, out(), Duration.ofSeconds(20)), Durability.OS);

        // When
        apply(store, PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(out().resolve("calls")).content().endsWith(" -structured\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 125, 126, 127})
    void takesSomeExitCodesAsFinal(int code) throws IOException {
        // When
        Effect effect = apply(
                porch("echo no such site; exit " + code),
                PACKAGE,
                Planned.scaling().at(7));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().message())
                                .contains("code " + code)
                                .endsWith("it said: no such site"));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3, code 3",
        "exit 4, code 4",
        "exit 5, code 5",
        "exit 124, code 124",
        "exit 77, code 77",
        "kill -9 $$, signal 9",
        "kill -TERM $$, signal 15",
        "exit 130, signal 2"
    })
    void triesAgainAfterOthers(String end, String word) throws IOException {
        // When
        Effect effect =
                apply(porch("echo busy >&2; " + end), PACKAGE, Planned.scaling().at(7));
        Effect again = apply(open(), PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason().message())
                                .contains(word)
                                .endsWith("it said: busy"));
        assertThat(again).isInstanceOf(Effect.InRevision.class);
    }

    @Test
    void waitsForAPorchThatIsNotThere() throws IOException {
        // Given
        PackageStore store = new PorchCliPackageStore(
                new PorchCliSettings("no-such-porch", false, out(), Duration.ofSeconds(20)), Durability.OS);

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect)
                .isEqualTo(new Effect.Unavailable(Reason.of(
                        "porch-missing", "Porch was not run: there is no program 'no-such-porch' that may be run")));
    }

    @Test
    void endsAPorchThatTakesTooLongAndAllItStarted() throws IOException {
        // Given
        PackageStore store = new PorchCliPackageStore(
                new PorchCliSettings(script("""
                                trap '' TERM
                                (trap '' TERM; sleep 100) & echo $! > "$4/child"
                                (sleep 100 & echo $! > "$4/orphan")
                                echo started
                                sleep 100
                                """), false, out(), Duration.ofMillis(700)),
                new DiskSteps(Durability.OS),
                Duration.ofMillis(100));

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason())
                                .isEqualTo(Reason.of(
                                        "timeout", "Porch did not end in time and was ended; it said: started")));
        await().until(() -> !isAlive("child") && !isAlive("orphan"));
    }

    @Test
    void endsWhatAPorchLeavesRunning() throws IOException {
        // Given
        PackageStore store = porch("sleep 100 & echo $! > \"$4/child\"");

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        await().until(() -> !isAlive("child"));
    }

    @Test
    void keepsTheEndOfWhateverPorchPrints() throws IOException {
        // Given
        PackageStore store = porch("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo the end; exit 1");

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().message())
                                .hasSizeLessThan(3000)
                                .endsWith("x\nthe end"));
    }

    @Test
    void handsAnIntentOverAgainUnderItsNameWhenItDiedBeforeItRemembered() throws IOException {
        // Given
        PorchCliSettings settings = new PorchCliSettings(script(NOTE), false, out(), Duration.ofSeconds(20));
        int stepsUntilPorchEnded = 2;
        PackageStore dying = new PorchCliPackageStore(
                settings,
                new DyingSteps(new DiskSteps(Durability.OS), DyingSteps.Death.BEFORE, stepsUntilPorchEnded),
                Duration.ofSeconds(5));

        // When
        Throwable death =
                catchThrowable(() -> apply(dying, PACKAGE, Planned.scaling().at(7)));
        Effect again = apply(open(), PACKAGE, Planned.scaling().at(7));
        apply(open(), PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(death).isInstanceOf(DyingSteps.Died.class);
        assertThat(again).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(7));
        assertThat(RevisionLogs.effected(out().resolve(".porch-cli"))).containsExactly(Planned.id(7));
    }

    private PackageStore porch(String body) throws IOException {
        return new PorchCliPackageStore(
                new PorchCliSettings(script(body), false, out(), Duration.ofSeconds(20)), Durability.OS);
    }

    private synchronized String script(String body) throws IOException {
        Path script = folder.resolve("porch-" + Integer.toHexString(body.hashCode()));
        if (!Files.exists(script)) {
            Files.writeString(script, "#!/bin/sh\n" + body);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return script.toString();
    }

    private Path out() {
        return folder.resolve("out");
    }

    private boolean isAlive(String pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(out().resolve(pidFile)).strip());
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
