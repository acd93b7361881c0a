package io.conductorloop.energy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.deferral.Held;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.InMemoryHeldIntents;
import io.conductorloop.energy.deferral.InMemoryHeldLog;
import io.conductorloop.energy.ledger.InMemorySlices;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.report.PeriodReport.Slice;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.TargetMarks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonPathValueAssert;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The energy service on the test binder, in a grid that is dirty for an hour and clean thereafter. */
@SpringBootTest(
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "conductor.energy.deferral.look=50ms",
            "conductor.energy.sites[0].name=small",
            "conductor.energy.sites[0].zone=GB",
            "conductor.energy.sites[0].pue=1.1",
            "conductor.energy.sites[0].capacity=0.5",
            "conductor.energy.sites[1].name=big",
            "conductor.energy.sites[1].zone=GB",
            "conductor.energy.sites[1].pue=1.5",
            "conductor.energy.sites[1].capacity=8",
            "conductor.energy.sites[1].latency=40ms",
            // The grid's past begins dirty, so turns are counted from the epoch: none ends while this runs.
            "conductor.energy.carbon-cap.longest-eco=900000h"
        })
@AutoConfigureMockMvc
@Import({TestChannelBinderConfiguration.class, EnergyStreamTest.Memory.class})
class EnergyStreamTest {
    private static final AtomicLong SEQUENCE = new AtomicLong(1);

    @Autowired
    private InputDestination input;

    @Autowired
    private InMemoryRecordPublisher publisher;

    @Autowired
    private HeldLog log;

    @Autowired
    private EventCodec codec;

    @Autowired
    private IntentJournal journal;

    @Autowired
    private Slices slices;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private MockMvcTester http;

    @BeforeEach
    void clear() {
        publisher.clear();
    }

    @Test
    void holdsWhatGainsByWaitingAndShowsIt() {
        IntentId id = deferred("waits", 5, "");

        assertThat(publisher.published(Topics.ACCEPTED)).isEmpty();
        assertThat(http.get().uri("/api/v1/deferred/" + id))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.state", state -> assertThat(state).isEqualTo("WAITING"))
                .hasPathSatisfying("$.why", why -> assertThat(why).isEqualTo("CLEANER_THEN"))
                .hasPathSatisfying("$.target", target -> assertThat(target).isEqualTo("oran/waits"));
        assertThat(http.get().uri("/api/v1/deferred?limit=500")).bodyText().contains(id.toString());
    }

    @Test
    void releasesAtOnceWhatMayNotWaitAndWhatCannotBePlanned() {
        // Given
        IntentId urgent = deferred("urgent", 10, "");
        IntentId soon = deferred(
                "soon",
                0,
                ",\"constraints\":{\"deferrable\":true,\"deadline\":\""
                        + Instant.now().plusSeconds(5) + "\"}");
        InboundRecord unreadable = record(SEQUENCE.getAndIncrement(), "oran/x", "no intent".getBytes(UTF_8));

        // When
        input.send(InboundBatch.of(List.of(unreadable)), Topics.DEFERRED);

        // Then
        assertThat(publisher.published(Topics.ACCEPTED))
                .extracting(record -> text(record, RecordHeaders.ID))
                .containsExactly(urgent.toString(), soon.toString(), unreadable.header(RecordHeaders.ID));
        assertThat(publisher.published(Topics.ACCEPTED).getLast().value()).isEqualTo(unreadable.value());
        assertThat(journal.story(urgent).getLast().state()).isEqualTo(IntentState.ACCEPTED);
    }

    @Test
    void releasesOnRequestExactlyWhatCame() {
        // Given
        long sequence = SEQUENCE.getAndIncrement();
        byte[] bytes = intent("asked", 4, "");
        InboundRecord record = record(sequence, "oran/asked", bytes);
        input.send(InboundBatch.of(List.of(record)), Topics.DEFERRED);

        // When
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatusOk()
                .bodyText()
                .contains("\"RELEASED\"");

        // Then
        OutboundRecord released = publisher.published(Topics.ACCEPTED).getFirst();
        assertThat(released.value()).isEqualTo(bytes);
        assertThat(new String(released.key(), UTF_8)).isEqualTo("oran/asked");
        assertThat(Held.text(released.headers())).isEqualTo(Held.text(record.headers()));
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatus(409);
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(77_777_777) + "/release"))
                .hasStatus(404);
    }

    @Test
    void doesNotHoldWhatComesAgainAfterItWasReleased() {
        // Given
        long sequence = SEQUENCE.getAndIncrement();
        InboundRecord record = record(sequence, "oran/again", intent("again", 4, ""));
        input.send(InboundBatch.of(List.of(record)), Topics.DEFERRED);
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatusOk();

        // When
        input.send(InboundBatch.of(List.of(record, record)), Topics.DEFERRED);

        // Then
        assertThat(publisher.published(Topics.ACCEPTED)).hasSize(1);
        assertThat(onLog(Held.id(sequence))).isFalse();
    }

    @Test
    void withdrawsAndTellsTheAuthor() {
        // Given
        IntentId id = deferred("withdrawn", 5, "");
        assertThat(onLog(id)).isTrue();

        // When
        assertThat(http.delete()
                        .uri("/api/v1/deferred/" + id + "?reason=obsolete")
                        .header("X-Actor", "ann"))
                .hasStatusOk()
                .bodyText()
                .contains("\"CANCELLED\"");

        // Then
        OutboundRecord outcome = publisher.published(Topics.OUTCOMES).getFirst();
        IntentFinished finished = (IntentFinished) codec.decode(outcome.value());
        assertThat(finished.id()).isEqualTo(id);
        assertThat(finished.service()).isEqualTo("energy");
        assertThat(finished.file()).startsWith("intent-ü+");
        assertThat(finished.outcome()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reasons().getFirst().rule()).isEqualTo("cancelled");
            assertThat(rejected.message()).contains("ann", "obsolete");
        });
        assertThat(text(outcome, RecordHeaders.TYPE)).isEqualTo(EventTypes.INTENT_FINISHED);
        assertThat(text(outcome, RecordHeaders.CORRELATION_ID)).isEqualTo("the author's");
        assertThat(publisher.published(Topics.ACCEPTED)).isEmpty();
        assertThat(onLog(id)).isFalse();
    }

    @Test
    void aNewerIntentOfTheTargetSupersedesTheOneThatWaits() {
        IntentId older = deferred("twice", 5, "");
        IntentId newer = deferred("twice", 3, "");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !publisher.published(Topics.OUTCOMES).isEmpty());
        IntentFinished finished = (IntentFinished)
                codec.decode(publisher.published(Topics.OUTCOMES).getFirst().value());
        assertThat(finished.id()).isEqualTo(older);
        assertThat(finished.outcome()).isEqualTo(new Outcome.Superseded(newer));
        assertThat(http.get().uri("/api/v1/deferred/" + older)).bodyText().contains("\"SUPERSEDED\"", newer.toString());
    }

    @Test
    void plansAWorkload() {
        Instant deadline = Instant.now().plus(Duration.ofHours(6));

        assertThat(http.post()
                        .uri("/api/v1/schedules")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"duration\":\"PT30M\",\"deadline\":\"%s\",\"powerWatts\":2000}".formatted(deadline)))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.decision", decision -> assertThat(decision).isEqualTo("WAIT"))
                .hasPathSatisfying("$.expectedGrams", about(100.0))
                .hasPathSatisfying("$.gramsAtOnce", about(500.0));
    }

    @Test
    void refusesWhatIsNoWorkloadAndWhatCannotEndInTime() {
        assertThat(schedule("{\"duration\":\"PT0S\",\"powerWatts\":-1,\"zones\":[\"a/b\"]}"))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .contains("/duration", "/deadline", "/powerWatts", "/zones/0");
        assertThat(schedule("{\"duration\":\"soon\"}")).hasStatus(400);
        assertThat(schedule("{\"duration\":\"PT1H\",\"zones\":[null]}")).hasStatus(400);
        assertThat(schedule("{\"duration\":\"PT1H\",\"sites\":[null]}")).hasStatus(400);
        assertThat(schedule("null")).hasStatus(400);
        for (String batch : List.of("[null]", "null", "{}", "[{\"location\":\"\"}]")) {
            assertThat(http.post()
                            .uri("/emissions/forecasts/batch")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(batch))
                    .as(batch)
                    .hasStatus(400);
        }
        assertThat(schedule("{\"duration\":\"PT2H\",\"deadline\":\"%s\"}"
                        .formatted(Instant.now().plusSeconds(3600))))
                .hasStatus(422);
    }

    @Test
    void sharesAWorkloadOutBetweenSites() {
        String work = "{\"duration\":\"PT30M\",\"deadline\":\"%s\",\"powerWatts\":2000,\"sites\":[\"big\",\"small\"]"
                .formatted(Instant.now().plus(Duration.ofHours(6)));

        assertThat(schedule(work + "}"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.site", site -> assertThat(site).isEqualTo("small"))
                .hasPathSatisfying("$.shares[0].part", about(0.5))
                .hasPathSatisfying("$.shares[1].site", site -> assertThat(site).isEqualTo("big"))
                .hasPathSatisfying("$.expectedGrams", about(0.5 * 1.1 * 100 + 0.5 * 1.5 * 100))
                .hasPathSatisfying("$.gramsAtOnce", about(1.5 * 500));
        assertThat(schedule(work + ",\"latencyLimit\":\"PT0.02S\"}"))
                .hasStatus(422)
                .bodyText()
                .contains("capacity");
        assertThat(schedule(work.replace("small", "nowhere") + ",\"demand\":0,\"zones\":[\"GB\"]}"))
                .hasStatus(400)
                .bodyText()
                .contains("/sites/1", "/demand", "/zones");
    }

    @Test
    void reportsInThreeForms() {
        // Given
        Instant to = Instant.now().plusSeconds(3_600);
        String time = "?from=" + to.minusSeconds(7_200) + "&to=" + to;
        slices.add(new Slice(to.minusSeconds(120), to.minusSeconds(60), new Joules(6_000), Basis.MEASURED, 500, 4));

        // Then
        assertThat(http.get().uri("/api/v1/reports/carbon" + time))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.basis", basis -> assertThat(basis).isEqualTo("MEASURED"))
                .hasPathSatisfying("$.carbon.operationalGrams", about(6_000 * 1.4 / 3.6e6 * 500));
        assertThat(http.get().uri("/api/v1/reports/sci" + time))
                .bodyJson()
                .hasPathSatisfying(
                        "$.sci.intents", intents -> assertThat(intents).isEqualTo(4))
                .hasPath("$.sci.gramsPerThousandIntents");
        assertThat(http.get().uri("/api/v1/reports/power" + time))
                .bodyJson()
                .hasPathSatisfying(
                        "$.meanWatts",
                        watts -> assertThat(watts)
                                .asNumber()
                                .satisfies(
                                        value -> assertThat(value.doubleValue()).isEqualTo(140, within(1e-9))));
        assertThat(http.get().uri("/api/v1/reports/power" + time))
                .bodyJson()
                .hasPathSatisfying("$.power.joulesPerIntent", about(6_000 * 1.4 / 4))
                .hasPathSatisfying("$.power.breakdown.cpu", about(100 * 200 / 530.0))
                .hasPathSatisfying("$.power.breakdown.cooling", about(40))
                .hasPathSatisfying(
                        "$.power.breakdown.basis", basis -> assertThat(basis).isEqualTo("ESTIMATED"));
        assertThat(http.get().uri("/api/v1/reports/cost" + time)).bodyJson().hasPath("$.cost.cost");
        assertThat(http.get().uri("/api/v1/reports/power" + time + "&format=csv"))
                .hasStatusOk()
                .bodyText()
                .startsWith("from,to,watt_hours")
                .contains("measured");
        assertThat(http.get().uri("/api/v1/reports/power" + time + "&format=svg"))
                .hasContentType("image/svg+xml")
                .bodyText()
                .startsWith("<svg");
        assertThat(http.get().uri("/api/v1/reports/power?format=pdf")).hasStatus(400);
        assertThat(http.get().uri("/api/v1/reports/power?from=" + to + "&to=" + to))
                .hasStatus(400);
        assertThat(http.get().uri("/api/v1/reports/weather")).hasStatus(404);
    }

    @Test
    void capsReplicasWhilePowerIsDirty() {
        assertThat(http.get().uri("/api/v1/scaling/carbon-cap?min=2&max=8"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.replicas", replicas -> assertThat(replicas).isEqualTo(2))
                .hasPathSatisfying("$.why", why -> assertThat(why).isEqualTo("DIRTY"));
        assertThat(http.get().uri("/api/v1/scaling/carbon-cap?min=8&max=2")).hasStatus(400);
    }

    @Test
    void answersClientsOfTheCarbonAwareSdk() {
        Instant now = Instant.now();
        String span = "&time=" + now.minusSeconds(3_600) + "&toTime=" + now;

        assertThat(http.get().uri("/locations")).bodyText().contains("\"GB\"");
        assertThat(http.get().uri("/emissions/bylocation?location=GB" + span))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$[0].rating", about(500.0))
                .hasPathSatisfying("$[0].duration", time -> assertThat(time).isEqualTo("00:30:00"));
        assertThat(http.get()
                        .uri("/emissions/bylocations/best?location=GB&location=DE&time=" + now + "&toTime="
                                + now.plusSeconds(14_400)))
                .bodyJson()
                .hasPathSatisfying("$[0].rating", about(100.0));
        assertThat(http.get().uri("/emissions/forecasts/current?location=GB&windowSize=60"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$[0].forecastData[0].value", about(500.0))
                .hasPathSatisfying("$[0].optimalDataPoints[0].value", about(100.0))
                .hasPathSatisfying("$[0].windowSize", size -> assertThat(size).isEqualTo(60));
        assertThat(http.get()
                        .uri("/emissions/average-carbon-intensity?location=GB&startTime=" + now.minusSeconds(60)
                                + "&endTime=" + now))
                .bodyJson()
                .hasPathSatisfying("$.carbonIntensity", about(500.0));
        assertThat(batch("[{\"location\":\"GB\",\"windowSize\":30}]"))
                .hasStatusOk()
                .bodyText()
                .contains("optimalDataPoints");
        assertThat(batch("[{\"location\":\"GB\",\"requestedAt\":\"2020-01-01T00:00:00Z\"}]"))
                .hasStatus(204);
        assertThat(batch("[{}]")).hasStatus(400);
        assertThat(http.get().uri("/emissions/bylocation?location=a/b" + span)).hasStatus(400);
        assertThat(http.get().uri("/emissions/bylocation")).hasStatus(400);
        assertThat(http.get()
                        .uri("/emissions/bylocation?location=GB&time=2020-01-01T00:00:00Z&toTime=2020-01-02T00:00:00Z"))
                .hasStatus(204);
    }

    @Test
    void describesItsInterfaceAndShowsItsMeters() {
        assertThat(http.get().uri("/v3/api-docs"))
                .hasStatusOk()
                .bodyText()
                .contains("/api/v1/deferred", "/api/v1/schedules", "/emissions/bylocation");
        await().untilAsserted(() -> assertThat(
                        meters.find("carbon.aware.intensity").gauge().value())
                .isEqualTo(500, within(1e-9)));
        assertThat(meters.find("conductor.loop.deferral.waiting").gauge().value())
                .isGreaterThanOrEqualTo(0);
    }

    private static Consumer<AssertProvider<JsonPathValueAssert>> about(double expected) {
        return value -> assertThat(value)
                .asNumber()
                .satisfies(number -> assertThat(number.doubleValue()).isEqualTo(expected, within(1e-9)));
    }

    private MockMvcTester.MockMvcRequestBuilder batch(String body) {
        return http.post()
                .uri("/emissions/forecasts/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private MockMvcTester.MockMvcRequestBuilder schedule(String body) {
        return http.post()
                .uri("/api/v1/schedules")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private IntentId deferred(String target, int priority, String more) {
        long sequence = SEQUENCE.getAndIncrement();
        input.send(
                InboundBatch.of(List.of(record(sequence, "oran/" + target, intent(target, priority, more)))),
                Topics.DEFERRED);
        return Held.id(sequence);
    }

    private static byte[] intent(String target, int priority, String more) {
        return "{\"intent_type\":\"scaling\",\"target\":\"%s\",\"namespace\":\"oran\",\"replicas\":2,\"priority\":%d%s}"
                .formatted(target, priority, more)
                .getBytes(UTF_8);
    }

    private static InboundRecord record(long sequence, String key, byte[] bytes) {
        Map<String, byte[]> headers = new LinkedHashMap<>(Held.headers(sequence));
        return new InboundRecord(0, sequence, key.getBytes(UTF_8), bytes, headers);
    }

    private boolean onLog(IntentId id) {
        boolean[] there = {false};
        log.forEach(intent -> there[0] |= intent.id().equals(id));
        return there[0];
    }

    private static String text(OutboundRecord record, String header) {
        return new String(record.headers().get(header), UTF_8);
    }

    @TestConfiguration
    static class Memory {
        @Bean
        @Primary
        InMemoryRecordPublisher inMemoryRecordPublisher() {
            return new InMemoryRecordPublisher();
        }

        @Bean
        @Primary
        HeldIntents inMemoryHeldIntents() {
            return new InMemoryHeldIntents(InstantSource.system());
        }

        @Bean
        @Primary
        Slices inMemorySlices() {
            return new InMemorySlices();
        }

        @Bean
        @Primary
        SiteBoard inMemorySiteBoard() {
            return new InMemorySiteBoard();
        }

        @Bean
        @Primary
        HeldLog inMemoryHeldLog() {
            return new InMemoryHeldLog();
        }

        @Bean
        @Primary
        IntentJournal inMemoryIntentJournal() {
            return new InMemoryIntentJournal();
        }

        @Bean
        @Primary
        TargetMarks inMemoryTargetMarks() {
            return new InMemoryTargetMarks();
        }

        /** 500 g/kWh for at least an hour from now on, then 100. */
        @Bean
        @Primary
        CarbonIntensitySource cleanLater() {
            Instant start = Instant.now().minus(Duration.ofHours(2));
            double[] values = new double[200];
            for (int i = 0; i < values.length; i++) {
                values[i] = i < 7 ? 500 : 100;
            }
            IntensitySeries series = IntensitySeries.of(start, Duration.ofMinutes(30), values);
            return new CarbonIntensitySource() {
                @Override
                public String name() {
                    return "test grid";
                }

                @Override
                public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
                    return new IntensityAnswer.Known(series, name(), false);
                }
            };
        }
    }
}
