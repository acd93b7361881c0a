package io.conductorloop.validation.app;

import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.TargetMarks;
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

/** A test of the whole service on the test binder, with state and publisher in memory. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ValidationApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "spring.cloud.stream.output-bindings=",
            "conductor.telemetry.enabled=false",
            "management.endpoint.health.validate-group-membership=false",
            "conductor.validation.deferral-enabled=true"
        })
@Import({TestChannelBinderConfiguration.class, ValidationStreams.InMemory.class})
@interface ValidationStreams {
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

        @Bean
        @Primary
        TargetMarks inMemoryMarks() {
            return new InMemoryTargetMarks();
        }
    }
}
