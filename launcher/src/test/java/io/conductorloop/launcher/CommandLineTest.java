package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.launcher.Command.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final Client HERE = new Client(Optional.empty(), "./.conductor-loop", Optional.empty(), false);

    @Test
    void runsTheSuiteOnTheGoProgramsFoldersWhenNothingIsSaid() {
        assertThat(run()).isEqualTo(run("up"));
        assertThat(run()).satisfies(options -> {
            assertThat(options.once()).isFalse();
            assertThat(options.handoff()).isEqualTo("./handoff");
            assertThat(options.out()).isEqualTo("./out");
            assertThat(options.kafka()).isEmpty();
            assertThat(options.redis()).isEmpty();
            assertThat(options.ports())
                    .isEqualTo(Map.of(
                            ServiceName.INGEST,
                            8080,
                            ServiceName.VALIDATION,
                            8081,
                            ServiceName.EXECUTOR,
                            8082,
                            ServiceName.ML,
                            8083,
                            ServiceName.ENERGY,
                            8084));
        });
    }

    @Test
    void runsWithoutAdviceWhereNoneIsWantedAndOverABacklog() {
        assertThat(run("-once").ports().keySet()).isEqualTo(ServiceName.CARRYING);
        assertThat(run("-without", "both").ports().keySet()).isEqualTo(ServiceName.CARRYING);
        assertThat(run("-without", "ml").ports().keySet())
                .contains(ServiceName.ENERGY)
                .doesNotContain(ServiceName.ML);
        assertThat(run("-without", "energy").ports().keySet())
                .contains(ServiceName.ML)
                .doesNotContain(ServiceName.ENERGY);
        assertThatThrownBy(() -> run("-without", "executor"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("-without is ml, energy or both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-once -handoff in -out packages",
                "--once --handoff in --out packages",
                "-once=true --handoff=in -out=packages",
                "--once=1 -handoff=other -handoff in -out packages",
                "up -once -handoff in -out packages"
            })
    void takesFlagsInEveryFormThatGoTakes(String line) {
        SuiteOptions options = run(line.split(" "));

        assertThat(options.once()).isTrue();
        assertThat(options.handoff()).isEqualTo("in");
        assertThat(options.out()).isEqualTo("packages");
    }

    @Test
    void aSwitchCanBeTurnedOffButHasNoValueBehindASpace() {
        assertThat(run("-once=false").once()).isFalse();
        assertThatThrownBy(() -> run("-once", "false"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("\"false\" is not expected here");
    }

    @Test
    void aRunOverTheBacklogTakesFreePortsUnlessTold() {
        assertThat(run("-once").ports().values()).containsOnly(0);
        assertThat(run("-once", "-ingest-port", "9000").ports()).containsEntry(ServiceName.INGEST, 9000);
        assertThat(run("-ports", "free").ports().values()).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-nonsense                | There is no flag -nonsense here",
                "-url http://x            | There is no flag -url here",
                "-handoff                 | The flag -handoff needs a value",
                "-once=maybe              | The flag -once cannot be \"maybe\"",
                "-period often            | The flag -period cannot be \"often\"",
                "-batch-size none         | The flag -batch-size cannot be \"none\"",
                "-batch-size 0            | The flag -batch-size cannot be \"0\"",
                "-ingest-port 70000       | The flag -ingest-port cannot be \"70000\"",
                "-ports some              | The flag -ports is default or free, not \"some\"",
                "-set name                | The flag -set takes NAME=VALUE, not \"name\"",
                "down                     | There is no command \"down\"",
                "up down                  | \"down\" is not expected here",
                "submit                   | submit needs a file, or - for standard input",
                "status a b               | \"b\" is one word too many",
                "replay                   | replay needs the id of a dead letter",
                "status -handoff x        | There is no flag -handoff here"
            })
    void refusesWhatMeansNothingWithTheUsageCode(String line, String message) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(line.split(" "))))
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith(message)
                .extracting("exitCode")
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "61m", "-2s"})
    void refusesAPeriodThatTheGoProgramRefusesWithItsCode(String period) {
        assertThatThrownBy(() -> run("-period", period))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("it cannot be " + period)
                .extracting("exitCode")
                .isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void aPeriodOfZeroWatchesByInotifyAndAnyOtherPolls() {
        assertThat(run("-period", "0").properties()).containsEntry("conductor.ingest.watch", "inotify");
        assertThat(run("-period", "1m30s").properties())
                .containsEntry("conductor.ingest.watch", "polling")
                .containsEntry("conductor.ingest.poll-interval", "90000ms");
        assertThat(run().properties()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1ms,10ms", "10ms,10ms", "250ms,250ms", "5s,5000ms", "1h,5000ms"})
    void clampsTheDebounceAndSaysSo(String asked, String used) {
        SuiteOptions options = run("-debounce", asked);

        assertThat(options.properties()).containsEntry("conductor.ingest.debounce", used);
        assertThat(options.notes().isEmpty()).isEqualTo(duration(asked).equals(duration(used)));
    }

    @Test
    void flagsWithoutEffectAreTakenAndNamed() {
        SuiteOptions options =
                run("-porch-url", "http://porch", "-porch-mode", "direct", "-batch-interval", "5s", "-error-dir", "e");

        assertThat(options.properties()).isEmpty();
        assertThat(options.notes())
                .hasSize(4)
                .allSatisfy(note -> assertThat(note).contains("has no effect"))
                .anySatisfy(note -> assertThat(note).startsWith("-porch-url "));
    }

    @Test
    void holdsIntentsToAGivenSchema(@TempDir Path folder) throws IOException {
        Path schema = Files.writeString(folder.resolve("own.json"), "{}");

        assertThat(run("-schema", schema.toString()).properties())
                .containsEntry("conductor.validation.schema", schema.toString());
        assertThatThrownBy(() -> run("-schema", "missing.json"))
                .hasMessageContaining("\"missing.json\" cannot be read");
    }

    @Test
    void processorModeReadsItsOwnFolder() {
        String[] both = {"-handoff", "a", "-handoff-dir", "b"};

        assertThat(run(both).handoff()).isEqualTo("a");
        assertThat(run("-handoff", "a", "-handoff-dir", "b", "-use-processor").handoff())
                .isEqualTo("b");
    }

    @Test
    void callsPorchOnlyWhenItIsNamed() {
        assertThat(run("-mode", "structured").properties())
                .containsEntry("conductor.executor.store.porch-cli.mode", "structured")
                .doesNotContainKey("conductor.executor.store.kind");
        assertThat(run("-porch", "/bin/porch").properties())
                .containsEntry("conductor.executor.store.kind", "porch-cli")
                .containsEntry("conductor.executor.store.porch-cli.command", "/bin/porch");
    }

    @Test
    void startsAPorchThatIsNoneWhenItIsAskedFor() {
        assertThat(run("-porch", "fake").fakePorch()).isTrue();
        assertThat(run("-porch", "fake").properties()).isEmpty();
        assertThat(run("-porch", "/bin/porch").fakePorch()).isFalse();
    }

    @Test
    void passesAnyPropertyOn() {
        assertThat(run("-set", "a.b=c=d", "--set=e=").properties()).isEqualTo(Map.of("a.b", "c=d", "e", ""));
    }

    @Test
    void readsTheCommandsThatAskARunningSuite() {
        assertThat(parse("submit", "intent.json")).isEqualTo(new Command.Submit(List.of("intent.json"), HERE));
        assertThat(parse("submit", "-")).isEqualTo(new Command.Submit(List.of("-"), HERE));
        assertThat(parse("submit", "a", "-json=false", "b")).isEqualTo(new Command.Submit(List.of("a", "b"), HERE));
        assertThat(parse("status", "id")).isEqualTo(new Command.ShowIntent("id", HERE));
        assertThat(parse("status", "-state", "failed", "--target=ns/t"))
                .isEqualTo(new Command.ListIntents(Optional.of("failed"), Optional.of("ns/t"), 20, HERE));
        assertThat(parse("dead", "-limit", "5")).isEqualTo(new Command.ListDead(5, HERE));
        assertThat(parse("dead", "id")).isEqualTo(new Command.ShowDead("id", HERE));
        assertThat(parse("replay", "id", "-url", "http://h:1", "-json", "-token", "t", "-data", "d"))
                .isEqualTo(
                        new Command.Replay("id", new Client(Optional.of("http://h:1"), "d", Optional.of("t"), true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help", "up -help", "status -h", "-once -help"})
    void explainsItself(String line) {
        assertThat(parse(line.split(" "))).isInstanceOf(Command.Help.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "-version", "--version", "up --version"})
    void tellsItsVersion(String line) {
        assertThat(parse(line.split(" "))).isInstanceOf(Command.Version.class);
    }

    private static Command parse(String... words) {
        return CommandLine.parse(List.of(words));
    }

    private static SuiteOptions run(String... words) {
        return assertThat(parse(words))
                .asInstanceOf(InstanceOfAssertFactories.type(Command.Run.class))
                .actual()
                .options();
    }

    private static Object duration(String text) {
        return GoDuration.parse(text).orElseThrow();
    }
}
