package io.conductorloop.carbonaware.app;

import io.conductorloop.carbonaware.StartTimes;
import io.conductorloop.carbonaware.web.ScheduleClient;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/** Has methods with {@link io.conductorloop.carbonaware.CarbonAware} wait for clean power. */
@AutoConfiguration
@ConditionalOnProperty(name = "conductor.carbon-aware.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CarbonAwareProperties.class)
public class CarbonAwareAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    StartTimes startTimes(CarbonAwareProperties properties) {
        return new ScheduleClient(properties.url(), properties.token());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CarbonAwarePostProcessor carbonAwarePostProcessor(
            ObjectProvider<StartTimes> starts,
            ObjectProvider<CarbonAwareProperties> properties,
            ObjectProvider<InstantSource> clock) {
        return new CarbonAwarePostProcessor(new WaitForCleanPower(starts, properties, clock));
    }
}
