package io.conductorloop.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.test.util.ReflectionTestUtils;

/** What a service may rely on when it imports {@link MessagingConfiguration}, against a real broker. */
@ExtendWith({RealInfrastructure.class, OutputCaptureExtension.class})
class DeliveryIT {
    private final String topic = "delivery-" + UUID.randomUUID();

    @Test
    void publishesAndReadsRecordsWithTheirKeysAndHeaders() {
        try (ConfigurableApplicationContext context = start()) {
            // Given
            Echo echo = context.getBean(Echo.class);

            // When
            context.getBean(RecordPublisher.class).publishAndAwait(records(1_000));

            // Then
            Awaitility.await().until(() -> echo.read.size() == 1_000);
            assertThat(echo.read).allSatisfy(record -> {
                assertThat(record.header("n")).isEqualTo(new String(record.value(), StandardCharsets.UTF_8));
                assertThat(record.header("content-type")).isEqualTo("application/json");
                assertThat(record.keyText()).startsWith("key-");
            });
        }
    }

    @Test
    void letsNobodyWhoWaitsForRecordsWaitForTheirCompany() {
        try (ConfigurableApplicationContext context =
                start("--spring.cloud.stream.kafka.binder.producer-properties.linger.ms=60000")) {
            RecordPublisher publisher = context.getBean(RecordPublisher.class);

            assertThatCode(() -> CompletableFuture.runAsync(() -> publisher.publishAndAwait(records(10)))
                            .get(30, TimeUnit.SECONDS))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @SuppressWarnings("unchecked") // as the field is declared
    void hasOneRequestUnderWayToABrokerSoThatNoBatchOvertakesAnother() {
        try (ConfigurableApplicationContext context = start()) {
            var templates = (Map<String, KafkaTemplate<byte[], byte[]>>)
                    ReflectionTestUtils.getField(context.getBean(RecordPublisher.class), "templates");

            assertThat(templates)
                    .isNotEmpty()
                    .allSatisfy((_, template) -> assertThat(
                                    template.getProducerFactory().getConfigurationProperties())
                            .extractingByKey("max.in.flight.requests.per.connection")
                            .hasToString("1"));
        }
    }

    @Test
    void saysNothingOfWhatIsInARecordThatKafkaRefuses(CapturedOutput output) {
        // Given
        byte[] tooLarge = new byte[7 << 20];
        Arrays.fill(tooLarge, (byte) 83);
        OutboundRecord refused = new OutboundRecord(topic, new byte[] {1}, tooLarge, Map.of());

        try (ConfigurableApplicationContext context = start()) {
            // When
            assertThatThrownBy(() -> context.getBean(RecordPublisher.class).publishAndAwait(List.of(refused)))
                    .isInstanceOf(RecordPublisher.PublishingFailedException.class);
        }

        // Then
        assertThat(output).contains("RecordTooLarge").doesNotContain("83, 83").doesNotContain("SSSS");
    }

    @Test
    void deliversABatchAgainUntilTheFunctionReturns() {
        try (ConfigurableApplicationContext context = start()) {
            // Given
            Echo echo = context.getBean(Echo.class);
            echo.failures.set(5);

            // When
            context.getBean(RecordPublisher.class).publishAndAwait(records(10));

            // Then
            Awaitility.await().until(() -> values(echo.read).containsAll(values(10)));
            assertThat(echo.failures).hasValueLessThanOrEqualTo(0);
        }
    }

    @Test
    void deliversABatchAgainWhateverTheFunctionThrew() {
        for (RuntimeException failure : List.of(
                new ClassCastException("as the test wants"),
                new MessageConversionException("as the test wants"),
                new ConversionException("as the test wants", new IllegalStateException()))) {
            try (ConfigurableApplicationContext context = start()) {
                // Given
                Echo echo = context.getBean(Echo.class);
                echo.failure = failure;
                echo.failures.set(3);

                // When
                context.getBean(RecordPublisher.class).publishAndAwait(records(10));

                // Then
                Awaitility.await().until(() -> values(echo.read).containsAll(values(10)));
            }
        }
    }

    @Test
    void readsEveryHeaderAsTheBytesItIs() {
        try (ConfigurableApplicationContext context = start()) {
            // Given
            Echo echo = context.getBean(Echo.class);
            Map<String, byte[]> headers = OutboundRecord.headers(RecordHeaders.ALL.stream()
                    .flatMap(name -> Stream.of(name, "of " + name))
                    .toArray(String[]::new));

            // When
            context.getBean(RecordPublisher.class)
                    .publishAndAwait(List.of(new OutboundRecord(topic, new byte[1], new byte[1], headers)));

            // Then
            Awaitility.await().until(() -> !echo.read.isEmpty());
            assertThat(echo.read.getFirst().headers())
                    .usingRecursiveComparison()
                    .isEqualTo(headers);
        }
    }

    @Test
    void keepsWhatWasNotReadForTheNextStart() {
        // Given
        try (ConfigurableApplicationContext context = start()) {
            Echo echo = context.getBean(Echo.class);
            echo.failures.set(Integer.MAX_VALUE);
            context.getBean(RecordPublisher.class).publishAndAwait(records(10));
            Awaitility.await().until(() -> echo.failures.get() < Integer.MAX_VALUE);
        }

        // When
        try (ConfigurableApplicationContext context = start()) {
            Echo echo = context.getBean(Echo.class);

            // Then
            Awaitility.await().until(() -> values(echo.read).containsAll(values(10)));
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        String[] arguments = {
            "--spring.config.import=classpath:messaging.yaml",
            "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
            "--spring.cloud.function.definition=echo",
            "--spring.cloud.stream.output-bindings=there",
            "--spring.cloud.stream.bindings.there.destination=" + topic,
            "--spring.cloud.stream.bindings.echo-in-0.destination=" + topic,
            "--spring.cloud.stream.bindings.echo-in-0.group=echo"
        };
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private List<OutboundRecord> records(int count) {
        List<OutboundRecord> records = new ArrayList<>();
        values(count)
                .forEach(value -> records.add(new OutboundRecord(
                        topic,
                        ("key-" + value).getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8),
                        OutboundRecord.headers("n", value, "content-type", "application/json"))));
        return records;
    }

    private static List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static List<String> values(List<InboundRecord> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @EnableAutoConfiguration
    @Import(MessagingConfiguration.class)
    static class Service {
        @Bean
        Echo echo() {
            return new Echo();
        }
    }

    static final class Echo implements Consumer<Message<List<byte[]>>> {
        final List<InboundRecord> read = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        volatile RuntimeException failure = new IllegalStateException("as the test wants");

        @Override
        public void accept(Message<List<byte[]>> batch) {
            if (failures.getAndDecrement() > 0) {
                // One of those that the framework's own rules would give up on.
                throw new ClassCastException("as the test wants");
            }
            read.addAll(InboundBatch.records(batch));
        }
    }
}
