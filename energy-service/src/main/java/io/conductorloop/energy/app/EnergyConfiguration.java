package io.conductorloop.energy.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.app.TracingConfiguration;
import io.conductorloop.messaging.kafka.MessagingConfiguration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What all parts of the energy service stand on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EnergyProperties.class)
@Import({MessagingConfiguration.class, TracingConfiguration.class})
class EnergyConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    EventCodec eventCodec() {
        return new JsonEventCodec();
    }

    @Bean
    SchedulePlanner schedulePlanner(EnergyProperties energy) {
        return new SchedulePlanner(energy.caution());
    }
}
