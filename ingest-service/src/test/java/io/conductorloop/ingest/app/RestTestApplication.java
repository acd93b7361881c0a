package io.conductorloop.ingest.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.files.HandoffFolder;
import io.conductorloop.ingest.submission.IdempotencyKeys;
import io.conductorloop.ingest.submission.InMemoryIdempotencyKeys;
import io.conductorloop.ingest.submission.RecordingIntake;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.InMemoryIntentJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The REST surface on an intake that records, a journal in memory and a fresh handoff folder. */
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RestConfiguration.class)
class RestTestApplication {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    EventCodec eventCodec() {
        return new JsonEventCodec();
    }

    @Bean
    IntentIds intentIds(InstantSource clock) {
        return new IntentIds(clock, new Random(7));
    }

    @Bean
    RecordingIntake intake() {
        return new RecordingIntake();
    }

    @Bean
    @Primary
    IdempotencyKeys keysInMemory(InstantSource clock) {
        return new InMemoryIdempotencyKeys(clock, Duration.ofHours(24));
    }

    @Bean
    InMemoryIntentJournal journal() {
        return new InMemoryIntentJournal();
    }

    @Bean
    RunStatistics runStatistics(InstantSource clock) {
        return new RunStatistics(clock);
    }

    @Bean
    HandoffFolder handoffFolder() throws IOException {
        return HandoffFolder.open(Files.createTempDirectory("handoff-"), new Random(7));
    }
}
