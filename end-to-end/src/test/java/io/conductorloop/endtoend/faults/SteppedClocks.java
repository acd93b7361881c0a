package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.promises.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The services' clocks step forward and back by up to a day, each for itself. While they are wrong the package store fails for
 * a moment, so that some intents wait for a time that is told by a wrong clock.
 */
record SteppedClocks(int steps) implements Fault {
    private static final List<String> SERVICES = List.of("ingest-1", "ingest-2", "validation", "executor");
    private static final Duration FARTHEST = Duration.ofDays(1);
    private static final Duration STORE_AWAY = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "clocks stepped forward and back, " + steps + " times";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        try {
            for (int i = 0; i < steps; i++) {
                for (String service : SERVICES) {
                    long seconds = trial.random.nextLong(-FARTHEST.toSeconds(), FARTHEST.toSeconds());
                    step(trial, service, Duration.ofSeconds(seconds));
                }
                trial.awaitProgress(500 + trial.random.nextInt(500));
            }
            step(trial, "executor", FARTHEST);
            storeAway(trial);
        } finally {
            for (String service : SERVICES) {
                step(trial, service, Duration.ZERO);
            }
        }
    }

    private static void step(Trial trial, String service, Duration offset) throws IOException {
        SteppedClock.step(trial.bench.clockOf(service), offset);
    }

    private static void storeAway(Trial trial) throws IOException, InterruptedException {
        Path revisions = trial.ground.packages().resolve(".revisions");
        Path aside = trial.ground.packages().resolveSibling("revisions-aside");
        Files.move(revisions, aside);
        Files.createFile(revisions);
        trial.last(STORE_AWAY);
        Files.delete(revisions);
        Files.move(aside, revisions);
    }

    @Override
    public List<Promise> promises() {
        List<Promise> all = new ArrayList<>(Fault.super.promises());
        Instant now = Instant.now();
        all.add(evidence -> assertThat(evidence.outcomes())
                .as("outcomes told by a clock that was wrong")
                .anyMatch(end -> Duration.between(end.at(), now).abs().compareTo(Duration.ofHours(1)) > 0));
        return all;
    }
}
