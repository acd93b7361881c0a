package io.conductorloop.validation.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.app.TracingConfiguration;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.kafka.MessagingConfiguration;
import io.conductorloop.messaging.telemetry.Workload;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.RepeatWindow;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.state.redis.RedisIntentJournal;
import io.conductorloop.state.redis.RedisPulse;
import io.conductorloop.state.redis.RedisRepeatWindow;
import io.conductorloop.state.redis.RedisTargetMarks;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.JudgeIntents;
import io.conductorloop.validation.ValidationMetrics;
import io.conductorloop.validation.json.IntentSchema;
import io.conductorloop.validation.metrics.MicrometerValidationMetrics;
import io.conductorloop.validation.stream.ValidateIntent;
import io.conductorloop.validation.web.ValidationController;
import io.conductorloop.web.WebConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** From {@code intents.received} to where each intent goes next, and the dry run beside it. */
@Configuration(proxyBeanMethods = false)
@Import({MessagingConfiguration.class, SteeringConfiguration.class, TracingConfiguration.class, WebConfiguration.class})
@EnableConfigurationProperties(ValidationProperties.class)
class ValidationConfiguration {
    private static final String ACCEPTED_MARKS = "cl:accepted";

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    EventCodec eventCodec() {
        return new JsonEventCodec();
    }

    @Bean
    IntentJournal intentJournal(RedisConnectionFactory redis, EventCodec codec, ValidationProperties properties) {
        return new RedisIntentJournal(redis, codec, properties.journalKept());
    }

    /** Finds out for all that a connection leads nowhere. */
    @Bean
    RedisPulse redisPulse(RedisConnectionFactory redis) {
        return new RedisPulse(redis);
    }

    @Bean
    TargetMarks acceptedMarks(RedisConnectionFactory redis, ValidationProperties properties) {
        return new RedisTargetMarks(redis, ACCEPTED_MARKS, properties.marksKept());
    }

    @Bean
    RepeatWindow repeatWindow(RedisConnectionFactory redis) {
        return new RedisRepeatWindow(redis);
    }

    @Bean
    IntentValidator intentValidator(ValidationProperties properties) {
        long seed = new SecureRandom().nextLong();
        Path own = properties.schema();
        if (own == null || own.toString().isEmpty()) {
            return IntentSchema.validator(seed);
        }
        try {
            return IntentSchema.validator(Files.readAllBytes(own), seed);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "conductor.validation.schema: cannot use " + own + ": " + e.getMessage(), e);
        }
    }

    @Bean
    ValidationMetrics validationMetrics(MeterRegistry registry) {
        return new MicrometerValidationMetrics(registry);
    }

    @Bean
    JudgeIntents judgeIntents(
            IntentValidator validator,
            ValidationProperties properties,
            TargetMarks acceptedMarks,
            RepeatWindow repeatWindow,
            IntentJournal journal,
            ValidationMetrics metrics,
            InstantSource clock) {
        return new JudgeIntents(
                validator,
                properties.policy(),
                properties.deferralEnabled(),
                acceptedMarks,
                repeatWindow,
                journal,
                metrics,
                clock);
    }

    @Bean
    ValidateIntent validateIntent(
            JudgeIntents judge,
            RecordPublisher publisher,
            EventCodec codec,
            ValidationMetrics metrics,
            Workload workload,
            LatestDirective directive,
            ValidationProperties properties,
            InstantSource clock,
            Tracing tracing) {
        return new ValidateIntent(
                judge,
                publisher,
                codec,
                metrics,
                workload,
                () -> directive.batchSize(properties.batchSize()),
                clock,
                tracing);
    }

    @Bean
    ValidationController validationController(
            IntentValidator validator, ValidationProperties properties, InstantSource clock) {
        return new ValidationController(validator, properties.deferralEnabled(), clock);
    }

    @Bean
    OpenAPI validationApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Conductor Loop: validation")
                        .version("v1")
                        .description("Says what would become of an intent.")
                        .license(new License().name("Apache-2.0")));
    }
}
