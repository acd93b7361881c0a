package io.conductorloop.ingest.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.ingest.kpi.CountedWork;
import io.conductorloop.ingest.kpi.EnergyFigures;
import io.conductorloop.ingest.stream.HearEnergy;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.app.TelemetryConfiguration;
import io.conductorloop.messaging.telemetry.ServiceFigures;
import io.conductorloop.messaging.telemetry.Workload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What ingest tells of itself, and hears of energy. It lets itself be told nothing to do: how much it takes is what its readers
 * find, within its memory for intents in flight.
 */
@Configuration(proxyBeanMethods = false)
@Import(TelemetryConfiguration.class)
class SteeringConfiguration {
    @Bean
    CountedWork countedWork(Workload workload) {
        return new CountedWork(workload);
    }

    @Bean
    ServiceFigures serviceFigures(IngestProperties properties, CountedWork work) {
        return new ServiceFigures("ingest", properties::readers, work::waiting);
    }

    @Bean
    HearEnergy hearEnergy(AdviceCodec codec, EnergyFigures figures) {
        return new HearEnergy(codec, figures);
    }

    @Bean
    AdviceCodec adviceCodec() {
        return new JsonAdviceCodec();
    }
}
