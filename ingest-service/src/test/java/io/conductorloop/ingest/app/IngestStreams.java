package io.conductorloop.ingest.app;

import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.IntentJournal;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** A test of the whole service on the test binder, with journal and publisher in memory. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = IngestApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "spring.cloud.stream.output-bindings=",
            "conductor.telemetry.enabled=false",
            "management.endpoint.health.validate-group-membership=false"
        })
@Import({TestChannelBinderConfiguration.class, IngestStreams.InMemory.class})
@interface IngestStreams {
    @TestConfiguration(proxyBeanMethods = false)
    class InMemory {
        @Bean
        @Primary
        InMemoryRecordPublisher inMemoryRecordPublisher() {
            return new InMemoryRecordPublisher();
        }

        @Bean
        @Primary
        IntentJournal inMemoryJournal() {
            return new InMemoryIntentJournal();
        }
    }
}
