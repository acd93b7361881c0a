package io.conductorloop.launcher.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conductorloop.embedded.StartFailedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final List<String> journal = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Supervisor supervisor = new Supervisor(said::add);
    private final FakeMember kafka = new FakeMember("Kafka", 9, journal);
    private final FakeMember ingest = new FakeMember("ingest", 0, journal);

    @Test
    void stopsInTheOrderOfTheirPlacesNotOfTheirStarts() {
        supervisor.start(kafka);
        supervisor.start(ingest);

        supervisor.stop();
        supervisor.stop();

        assertThat(journal).containsExactly("start Kafka", "start ingest", "stop ingest", "stop Kafka");
    }

    @Test
    void saysWhoDiedOnceAndStartsItAgainWhenItIsDue() {
        // Given
        supervisor.start(ingest);
        supervisor.tend();
        assertThat(said).isEmpty();

        // When
        ingest.alive = false;
        supervisor.tend();
        supervisor.tend();

        // Then
        assertThat(said).containsExactly("ingest has died and is started again in 1 s; its log: ingest.log");
        await().untilAsserted(() -> {
            supervisor.tend();
            assertThat(journal).containsExactly("start ingest", "start ingest");
        });
        assertThat(said).last().isEqualTo("ingest is started again");
        assertThat(supervisor.deathsInARow()).isEqualTo(1);
    }

    @Test
    void startsNothingOnceStoppingHasBegun() {
        supervisor.stop();

        assertThatThrownBy(() -> supervisor.start(ingest)).isInstanceOf(StartFailedException.class);
        assertThat(journal).doesNotContain("start ingest");
    }

    @Test
    void saysWhoHadToBeKilled() {
        supervisor.start(ingest);
        ingest.obeys = false;

        supervisor.stop();

        assertThat(said).singleElement().asString().startsWith("ingest did not end in time and was killed");
    }
}
