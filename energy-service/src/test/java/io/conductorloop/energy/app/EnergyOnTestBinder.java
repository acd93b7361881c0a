package io.conductorloop.energy.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.InMemoryHeldIntents;
import io.conductorloop.energy.deferral.InMemoryHeldLog;
import io.conductorloop.energy.ledger.InMemorySlices;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.messaging.InMemoryRecordPublisher;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
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
@Import({TestChannelBinderConfiguration.class, EnergyOnTestBinder.Memory.class})
abstract class EnergyOnTestBinder {
    static final AtomicLong SEQUENCE = new AtomicLong(1);

    @Autowired
    InputDestination input;

    @Autowired
    InMemoryRecordPublisher publisher;

    @Autowired
    HeldLog log;

    @Autowired
    EventCodec codec;

    @Autowired
    IntentJournal journal;

    @Autowired
    Slices slices;

    @Autowired
    MeterRegistry meters;

    @Autowired
    MockMvcTester http;

    @BeforeEach
    void clear() {
        publisher.clear();
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
