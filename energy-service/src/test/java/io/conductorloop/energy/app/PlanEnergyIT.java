package io.conductorloop.energy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.directive.DirectiveBounds;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Telemetry in, directives out over a real broker, heard by what the executor hears them with; the machine is a made-up sysfs tree. */
@ExtendWith(RealInfrastructure.class)
class PlanEnergyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int CONFIGURED = 8;

    private final JsonAdviceCodec codec = new JsonAdviceCodec();
    private final LatestDirective executor = new LatestDirective(
            "executor", new DirectiveBounds(CONFIGURED, 1_000, Duration.ofMinutes(5)), InstantSource.system());
    private final List<EnergyPlanned> plans = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path limit;
    private Path wakeUp;

    @BeforeEach
    void machine() throws IOException {
        RealInfrastructure.clear();
        new SwingingGrid(folder, 1e9, 0);
        Path policy = Files.createDirectories(folder.resolve("cpufreq/policy0"));
        Files.writeString(policy.resolve("cpuinfo_min_freq"), "600000");
        Files.writeString(policy.resolve("cpuinfo_max_freq"), "1400000");
        Files.writeString(policy.resolve("scaling_governor"), "schedutil");
        limit = policy.resolve("scaling_max_freq");
        Files.writeString(limit, "1400000");
        wakeUp = Files.createDirectories(folder.resolve("cpu/cpu0/power")).resolve("pm_qos_resume_latency_us");
        Files.writeString(wakeUp, "0");
    }

    @AfterEach
    void show() {
        System.out.println("PlanEnergyIT " + plans.size() + " plans, the last ones "
                + plans.subList(Math.max(0, plans.size() - 3), plans.size()));
    }

    @Test
    void aServiceHasNoMoreThanItNeedsWhilePowerIsDirtyAndAllItHasWhenItIsLate() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            try (ConfigurableApplicationContext _ = start()) {
                // When
                tellUntil("ceiling", producer, 200, consumer, () -> isObeyed(2, "600000", "1000000", "DIRTY"));

                // Then
                assertThat(plans.getLast().megahertz()).isEqualTo(600);
                assertThat(plans.getLast().grid()).isNotNull().satisfies(grid -> {
                    assertThat(grid.zone()).isEqualTo("GB");
                    assertThat(grid.gramsPerKilowattHour()).isCloseTo(500, within(1.0));
                    assertThat(grid.estimated()).isFalse();
                });

                // When
                Instant late = Instant.now();
                tellUntil("lifted", producer, 5_000, consumer, () -> isObeyed(CONFIGURED, "1400000", "0", "LATENCY"));
                System.out.printf(
                        "lifted %d ms after the first late sample%n",
                        late.until(Instant.now()).toMillis());

                // When
                tellUntil("ceiling again", producer, 200, consumer, () -> isObeyed(2, "600000", "1000000", "DIRTY"));
            }

            // Then
            assertThat(Files.readString(limit)).isEqualTo("1400000");
            assertThat(Files.readString(wakeUp)).isEqualTo("0");
            await("as configured").atMost(PATIENCE).until(() -> executor.workers(CONFIGURED) == CONFIGURED);
        }
    }

    private void tellUntil(
            String what,
            KafkaProducer<byte[], byte[]> producer,
            long latency,
            KafkaConsumer<byte[], byte[]> consumer,
            Callable<Boolean> done) {
        await(what).atMost(PATIENCE).pollInSameThread().pollInterval(TICK).until(() -> {
            tell(producer, latency);
            hear(consumer);
            return done.call();
        });
    }

    /** Topics are read in any order, so it is waited for both. */
    private boolean isObeyed(int workers, String kilohertz, String micros, String why) throws IOException {
        return executor.workers(CONFIGURED) == workers
                && Files.readString(limit).equals(kilohertz)
                && Files.readString(wakeUp).equals(micros)
                && !plans.isEmpty()
                && plans.getLast().why().equals(why);
    }

    private ConfigurableApplicationContext start() {
        return EnergyContexts.start(
                "conductor.energy.sources.order=file",
                "conductor.energy.sources.file.folder=" + folder,
                "conductor.energy.sources.file.step=1s",
                // Dirty for so long is not long enough for a rest.
                "conductor.energy.carbon-cap.longest-eco=900000h",
                "conductor.energy.plan.look=200ms",
                "conductor.energy.plan.window=3s",
                "conductor.energy.plan.interval=100ms",
                "conductor.energy.plan.validity=3s",
                "conductor.energy.sleep.enabled=true",
                "conductor.energy.sleep.folder=" + folder.resolve("cpu"),
                "conductor.energy.sleep.device=" + folder.resolve("none"),
                "conductor.energy.sleep.notes=" + folder.resolve("notes"),
                "conductor.energy.dvfs.enabled=true",
                "conductor.energy.dvfs.folder=" + folder.resolve("cpufreq"),
                "conductor.energy.dvfs.notes=" + folder.resolve("clock-notes"),
                "conductor.energy.dvfs.points[0].megahertz=600",
                "conductor.energy.dvfs.points[0].watts=60",
                "conductor.energy.dvfs.points[0].events-per-second=40",
                "conductor.energy.dvfs.points[1].megahertz=1400",
                "conductor.energy.dvfs.points[1].watts=130",
                "conductor.energy.dvfs.points[1].events-per-second=100");
    }

    /** Two intents a second, each 100 ms of a worker and 10 ms of the machine at the fastest clock, and that 99 of 100 took so long at most. */
    private void tell(KafkaProducer<byte[], byte[]> producer, long latency) {
        TelemetrySample sample = new TelemetrySample(
                "executor",
                "told",
                Instant.now(),
                Duration.ofSeconds(1),
                CONFIGURED,
                .02,
                1_000,
                0,
                Duration.ofMillis(latency),
                2,
                2,
                Map.of(),
                new Batches(1, 200, Duration.ofMillis(150), Duration.ofMillis(100)),
                null);
        producer.send(new ProducerRecord<>(Topics.TELEMETRY, "executor/told".getBytes(UTF_8), codec.encode(sample)));
    }

    private void hear(KafkaConsumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(Topics.PLANS)) {
                plans.add(codec.plan(record.value()));
            } else {
                executor.hear(codec.directive(record.value()));
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "plan-energy-it-" + System.nanoTime(),
                        "metadata.max.age.ms",
                        "500",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.PLANS, Topics.DIRECTIVES));
        return consumer;
    }
}
