package io.conductorloop.ml.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.FederationMessage.Changed;
import io.conductorloop.contracts.FederationMessage.Present;
import io.conductorloop.contracts.FederationMessage.Shared;
import io.conductorloop.ml.federation.FederationRound.Reception;
import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Sites that say everything to each other, a heartbeat a second, without a broker. */
class SitesTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final Map<String, Site> sites = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-23T18:30:00Z");

    @Test
    void learnOneModelAndErrLessThanBefore() {
        // Given
        join("a", "b", "c");
        double before = sites.get("a").error();

        // When
        beat(400);

        // Then
        assertThat(sites.values()).allSatisfy(site -> {
            assertThat(site.federation.status().coordinator()).isEqualTo("a");
            assertThat(site.federation.status().members()).containsExactly("a", "b", "c");
            assertThat(site.federation.status().version()).isGreaterThan(30);
        });
        assertThat(sites.get("a").error()).isLessThan(0.9 * before);
        assertThat(sites.get("a").metrics.moved).isGreaterThan(30);
        assertThat(sites.get("b").metrics.moved).isZero();
    }

    @Test
    void goOnWithoutWhoFallsSilentTheCoordinatorToo() {
        // Given
        join("a", "b", "c");
        beat(30);
        long version = sites.get("b").version();

        // When
        sites.get("c").silent = true;
        beat(30);
        long withoutC = sites.get("b").version();
        sites.get("a").silent = true;
        sites.get("c").silent = false;
        beat(40);

        // Then
        assertThat(withoutC).isGreaterThan(version);
        assertThat(sites.get("b").federation.status().coordinator()).isEqualTo("b");
        assertThat(sites.get("b").version()).isGreaterThan(withoutC);
        assertThat(sites.get("c").version()).isEqualTo(sites.get("b").version());

        // When: it comes back with an old model and the first name
        sites.get("a").silent = false;
        long newest = sites.get("b").version();
        beat(40);

        // Then
        assertThat(sites.values()).allSatisfy(site -> assertThat(site.version()).isGreaterThan(newest));
        assertThat(sites.values().stream().map(Site::version).distinct()).hasSize(1);
    }

    @Test
    void doNotWaitForAStragglerNorTakeItsChangeLate() {
        // Given
        join("a", "b", "c");
        sites.get("c").delay = 4;

        // When
        beat(60);

        // Then
        assertThat(sites.get("a").metrics.moved).isGreaterThan(3);
        assertThat(sites.get("a").metrics.receptions).contains(Reception.TAKEN).doesNotContain(Reception.MALFORMED);
        assertThat(sites.get("a").version()).isEqualTo(sites.get("a").metrics.moved);
    }

    @Test
    void areNotMovedByWhoSendsNoNumbersOrMadeUpOnes() {
        // Given
        join("a", "b", "c", "d", "e");
        sites.get("d").poison = Double.NaN;
        sites.get("e").poison = 1e9;

        // When
        beat(200);

        // Then
        assertThat(sites.get("a").metrics.receptions).contains(Reception.MALFORMED, Reception.TAKEN);
        assertThat(sites.get("a").version()).isGreaterThan(10);
        GlobalModel model = sites.get("a").model();
        assertThat(DoubleStream.of(model.parameters()).map(Math::abs).max().orElseThrow())
                .isLessThan(10);
        assertThat(sites.get("a").error()).isLessThan(sites.get("a").plainError() * 1.02);
    }

    @Test
    void refuseAModelOfWhoIsNotTheCoordinator() {
        // Given
        join("a", "b");
        beat(20);
        Site site = sites.get("b");
        long version = site.version();
        double[] parameters = new double[site.model().parameters().length];
        Arrays.fill(parameters, 7);

        // When
        site.federation.hear(new Shared("z", version, parameters, List.of("b")));
        parameters[0] = Double.NaN;
        site.federation.hear(new Shared("a", version + 1, parameters, List.of()));
        site.federation.hear(new Shared("a", version + 1, new double[3], List.of()));

        // Then
        assertThat(site.version()).isEqualTo(version);
        assertThat(site.metrics.refused).isEqualTo(3);
    }

    @Test
    void haveNoRoundAlone() {
        join("a");

        beat(30);

        assertThat(sites.get("a").version()).isZero();
        assertThat(sites.get("a").federation.status().coordinator()).isEqualTo("a");
        assertThat(sites.get("a").federation.status().roundOpen()).isFalse();
    }

    @Test
    void goOnFromWhereTheyWereWhenAllWereRestarted() throws IOException {
        // Given
        join("a", "b");
        beat(60);
        long version = sites.get("b").version();
        double[] learnt = sites.get("b").model().parameters();

        // When: the disk of one is damaged
        sites.clear();
        corrupt("a");
        join("a", "b");

        // Then
        assertThat(version).isGreaterThan(3);
        assertThat(sites.get("a").version()).as("the one before").isEqualTo(version - 1);
        assertThat(sites.get("b").version()).isEqualTo(version);
        assertThat(sites.get("b").forecaster.name()).isEqualTo("federated-" + version);
        beat(4);
        assertThat(sites.get("a").version()).isGreaterThanOrEqualTo(version);
        beat(30);
        assertThat(sites.get("a").version()).isGreaterThan(version + 1);
        assertThat(GlobalModel.fromBytes(new GlobalModel(version, learnt).toBytes())
                        .parameters())
                .containsExactly(learnt);
    }

    @Test
    void beginAnewWithWhatIsNoSharedModelAndGoOnWhenTheDiskIsGone() throws IOException {
        // Given: weights that are sound, and something else's
        ModelLifecycle other = new ModelLifecycle(new FileModelRegistry(folder.resolve("a"), 3), () -> now);
        other.install(new Challenger(new byte[] {1, 2, 3}, 1, 1), 0, 0);
        other.install(new Challenger(poisoned(), 1, 1), 0, 0);
        join("a", "b");

        // When
        long before = sites.get("a").version();
        FileSystemUtils.deleteRecursively(folder.resolve("a"));
        beat(60);

        // Then
        assertThat(before).isZero();
        assertThat(sites.get("a").version()).isGreaterThan(3);
        assertThat(sites.get("a").metrics.notKept).isPositive();
        assertThat(sites.get("b").metrics.notKept).isZero();
    }

    private static byte[] poisoned() {
        double[] parameters = SharedForecaster.shape().parameters().clone();
        parameters[7] = Double.NaN;
        return new GlobalModel(9, parameters).toBytes();
    }

    /** Changes a byte of the newest version. */
    private void corrupt(String site) throws IOException {
        int newest = new FileModelRegistry(folder.resolve(site), 3)
                .versions()
                .getLast()
                .number();
        Path file = folder.resolve(site).resolve("version-" + newest);
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);
    }

    private void join(String... names) {
        for (String name : names) {
            sites.put(name, new Site(name, sites.size() + 1));
        }
    }

    private void beat(int heartbeats) {
        for (int i = 0; i < heartbeats; i++) {
            now = now.plus(HEARTBEAT);
            Deque<FederationMessage> said = new ArrayDeque<>();
            sites.values().stream().filter(site -> !site.silent).forEach(site -> said.addAll(site.speak()));
            while (!said.isEmpty()) {
                FederationMessage message = said.poll();
                sites.values().stream().filter(site -> !site.silent).forEach(site -> said.addAll(site.hear(message)));
            }
        }
    }

    /** A site with a wave of its own size for a load. */
    private final class Site {
        private final SharedForecaster forecaster = new SharedForecaster();
        private final Counts metrics = new Counts();
        private final Federation federation;
        private final Deque<FederationMessage> late = new ArrayDeque<>();
        private double last;
        private GlobalModel latest = new GlobalModel(0, SharedForecaster.shape().parameters());
        private boolean silent;
        private int delay;
        private double poison;

        Site(String name, int size) {
            SplittableRandom random = new SplittableRandom(size);
            for (int i = 0; i < 600; i++) {
                last = Math.max(0, size * (100 + 60 * Math.sin(i / 4.0) + 5 * random.nextGaussian()));
                forecaster.observe(last);
            }
            federation = new Federation(
                    new FederationSettings(
                            name, HEARTBEAT, Duration.ofSeconds(8), Duration.ofSeconds(2), 2, 0.34, new Privacy(1, 0)),
                    new SharedLearner(List.of(forecaster), random),
                    new ModelLifecycle(new FileModelRegistry(folder.resolve(name), 3), () -> now),
                    metrics,
                    random,
                    () -> now);
        }

        List<FederationMessage> speak() {
            List<FederationMessage> said = new ArrayList<>(federation.tick());
            if (late.size() > delay) {
                said.add(late.poll());
            }
            return said;
        }

        List<FederationMessage> hear(FederationMessage message) {
            if (message instanceof Shared shared) {
                latest = new GlobalModel(shared.version(), shared.parameters());
            }
            List<FederationMessage> answers = new ArrayList<>();
            federation.hear(message).flatMap(federation::takePart).ifPresent(answer -> {
                FederationMessage given = poison == 0 ? answer : poisoned((Changed) answer);
                if (delay == 0) {
                    answers.add(given);
                } else {
                    late.add(given);
                    late.add(new Present(given.site(), version()));
                }
            });
            return answers;
        }

        private Changed poisoned(Changed honest) {
            double[] change = honest.change().clone();
            Arrays.fill(change, poison);
            return new Changed(honest.site(), honest.version(), change, 1_000_000);
        }

        long version() {
            return federation.status().version();
        }

        GlobalModel model() {
            return latest;
        }

        double error() {
            return error(latest.parameters());
        }

        /** Of the model that every site begins with. */
        double plainError() {
            return error(SharedForecaster.shape().parameters());
        }

        private double error(double[] parameters) {
            var network = SharedForecaster.shape();
            System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
            return forecaster.rows().stream()
                    .mapToDouble(row -> Math.abs(network.forward(row.features())[0] - row.target()))
                    .average()
                    .orElseThrow();
        }
    }

    private static final class Counts implements FederationMetrics {
        private final List<Reception> receptions = new ArrayList<>();
        private long moved;
        private long refused;
        private long notKept;

        @Override
        public void round(boolean hasMoved) {
            moved += hasMoved ? 1 : 0;
        }

        @Override
        public void change(Reception reception) {
            receptions.add(Objects.requireNonNull(reception));
        }

        @Override
        public void refused() {
            refused++;
        }

        @Override
        public void notKept() {
            notKept++;
        }
    }
}
