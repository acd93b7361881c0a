package io.conductorloop.ingest.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;

/** A test of the REST surface on a real server, with the outcome stream's binding on the test binder. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {RestTestApplication.class, TestChannelBinderConfiguration.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.cloud.function.definition=streamOutcomes",
            "spring.cloud.stream.default-binder=integration",
            "spring.cloud.stream.bindings.streamOutcomes-in-0.destination=outcomes",
            "spring.cloud.stream.bindings.streamOutcomes-in-0.group=outcome-stream",
            "spring.cloud.stream.bindings.streamOutcomes-in-0.consumer.auto-startup=false",
            "spring.cloud.stream.bindings.streamOutcomes-in-0.consumer.batch-mode=true",
            "spring.cloud.stream.bindings.streamOutcomes-in-0.consumer.use-native-decoding=true",
            "conductor.ingest.rest.max-intent=2KB",
            "conductor.ingest.rest.max-bulk=64KB",
            "conductor.ingest.rest.max-bulk-items=20",
            "conductor.ingest.rest.patience=50ms",
            "conductor.ingest.rest.stream-heartbeat=100ms",
            "conductor.ingest.rest.stream-listeners=2",
            "conductor.ingest.rest.stream-lag=20"
        })
@interface RestSurface {}
