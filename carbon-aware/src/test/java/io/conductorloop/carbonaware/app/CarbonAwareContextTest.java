package io.conductorloop.carbonaware.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conductorloop.carbonaware.CarbonAware;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A Spring application whose scheduled method waits, and a local server that answers as the energy service does. */
class CarbonAwareContextTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Consumer<HttpExchange> answers = exchange -> answer(exchange, 503, "");

    /** An application of somebody else's. */
    @Configuration
    @EnableAutoConfiguration
    @EnableScheduling
    @Import(Nightly.class)
    static class Application {}

    /** Is called every 50 ms, may take a second, and must have ended four seconds after the call. */
    static class Nightly {
        private final List<Instant> runs = new CopyOnWriteArrayList<>();
        private final List<Instant> calls = new CopyOnWriteArrayList<>();

        @Scheduled(fixedRate = 50)
        @CarbonAware(deadline = "4s", duration = "1s", zone = "GB")
        void clean() {
            runs.add(Instant.now());
        }

        @Scheduled(fixedRate = 50)
        void plain() {
            calls.add(Instant.now());
        }

        List<Instant> runs() {
            return runs;
        }

        List<Instant> calls() {
            return calls;
        }
    }

    /** Equals any other. */
    static class Twin extends Nightly {
        @Override
        public boolean equals(Object other) {
            return other instanceof Twin;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Two beans that are equal. */
    @Configuration
    static class Twins {
        @Bean
        Twin one() {
            return new Twin();
        }

        @Bean
        Twin other() {
            return new Twin();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/schedules", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answers.accept(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void runsOnceWhenItIsPlannedThoughItIsCalledOften() {
        // Given
        Instant planned = Instant.now().plusSeconds(30);
        Instant[] start = {planned};
        answers = exchange -> {
            if (start[0] == planned) {
                start[0] = Instant.now().plusMillis(1_500);
            }
            answer(exchange, 200, plan(start[0]));
        };

        // When
        try (ConfigurableApplicationContext application = application("5s")) {
            Nightly nightly = application.getBean(Nightly.class);
            await().atMost(PATIENCE).until(() -> !nightly.runs().isEmpty());

            // Then
            assertThat(nightly.runs().getFirst()).isAfterOrEqualTo(start[0]);
            assertThat(nightly.calls()).hasSizeGreaterThan(3);
            assertThat(asked.getFirst()).contains("\"duration\":\"PT1S\"").contains("\"zones\":[\"GB\"]");
        }
    }

    @Test
    void runsAtOnceWhileTheServiceCannotBeAsked() {
        answers = exchange -> answer(exchange, 503, "");

        try (ConfigurableApplicationContext application = application("5s")) {
            Nightly nightly = application.getBean(Nightly.class);

            await().atMost(PATIENCE).until(() -> nightly.runs().size() >= 3);
        }
    }

    @Test
    void keepsItsDeadlineWhenThePlanDoesNot() {
        answers = exchange -> answer(exchange, 200, plan(Instant.now().plusSeconds(3_600)));

        assertRunsAtItsLastMoment();
    }

    @Test
    void keepsItsDeadlineWhenTheServiceHangs() {
        answers = exchange -> await().atMost(PATIENCE)
                .until(() -> exchange.getRequestHeaders().isEmpty());

        assertRunsAtItsLastMoment();
    }

    @Test
    void keepsTheDeadlineOfEachOfTwoBeansThatAreEqual() {
        answers = exchange -> answer(exchange, 200, plan(Instant.now().plusSeconds(3_600)));

        try (ConfigurableApplicationContext application = application("5s", Twins.class)) {
            Collection<Twin> twins = application.getBeansOfType(Twin.class).values();
            await().atMost(PATIENCE)
                    .until(() -> twins.stream().noneMatch(twin -> twin.runs().isEmpty()));

            assertThat(twins)
                    .hasSize(2)
                    .allSatisfy(twin -> assertThat(Duration.between(
                                    twin.calls().getFirst(), twin.runs().getFirst()))
                            .isLessThan(Duration.ofMillis(4_500)));
        }
    }

    private void assertRunsAtItsLastMoment() {
        Instant begin = Instant.now();
        try (ConfigurableApplicationContext application = application("1m")) {
            Nightly nightly = application.getBean(Nightly.class);

            await().atMost(PATIENCE).until(() -> !nightly.runs().isEmpty());

            Instant called = nightly.calls().getFirst();
            assertThat(Duration.between(called, nightly.runs().getFirst()))
                    .as("begun " + begin)
                    .isBetween(Duration.ofMillis(2_000), Duration.ofMillis(4_000));
        }
    }

    private ConfigurableApplicationContext application(String patience, Class<?>... more) {
        return new SpringApplicationBuilder(Application.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .properties(
                        "conductor.carbon-aware.url=http://127.0.0.1:"
                                + server.getAddress().getPort() + "/",
                        "conductor.carbon-aware.patience=" + patience)
                .run();
    }

    private static String plan(Instant start) {
        return "{\"decision\":\"WAIT\",\"zone\":\"GB\",\"windows\":[{\"start\":\"" + start + "\",\"end\":\""
                + start.plusSeconds(1) + "\"}],\"source\":\"neso\",\"estimated\":false,\"others\":[],\"unknown\":{}}";
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
