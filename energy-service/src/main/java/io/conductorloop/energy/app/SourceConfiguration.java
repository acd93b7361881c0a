package io.conductorloop.energy.app;

import io.conductorloop.energy.carbon.CachedSource;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.FailoverSource;
import io.conductorloop.energy.carbon.FreshSource;
import io.conductorloop.energy.files.CsvIntensitySource;
import io.conductorloop.energy.forecast.CycleForecaster;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.TypicalDay;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires where carbon intensity is known from, and what is made of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourceProperties.class)
class SourceConfiguration {
    /** How many latest slots the forecaster looks at. */
    private static final int MEMORY = 12;

    private static final int DAYS = 14;

    @Bean
    @ConditionalOnMissingBean
    CarbonIntensitySource carbonIntensitySource(SourceProperties sources, InstantSource clock) {
        List<CarbonIntensitySource> ordered = sources.order().stream()
                .map(kind -> guarded(source(kind, sources), sources, clock))
                .toList();
        return new FailoverSource(ordered);
    }

    @Bean
    GridOutlook gridOutlook(CarbonIntensitySource source, EnergyProperties energy) {
        EnergyProperties.Forecast forecast = energy.forecast();
        return new GridOutlook(
                source,
                new CycleForecaster(DAYS, MEMORY),
                new GridOutlook.Rules(forecast.history(), forecast.error(), forecast.modelError()));
    }

    private static CarbonIntensitySource guarded(
            CarbonIntensitySource source, SourceProperties sources, InstantSource clock) {
        CachedSource.Limits limits = new CachedSource.Limits(sources.fresh(), sources.pause(), sources.stale());
        return new FreshSource(new CachedSource(source, limits, clock), sources.stale(), clock);
    }

    private static CarbonIntensitySource source(SourceProperties.Kind kind, SourceProperties sources) {
        return switch (kind) {
            case FILE -> {
                Path folder = sources.file().folder();
                if (folder == null) {
                    throw new IllegalStateException(
                            "conductor.energy.sources.file.folder is not set, and the order names the source 'file'");
                }
                yield new CsvIntensitySource(folder, sources.file().step());
            }
            case TYPICAL_DAY ->
                new TypicalDay(sources.typicalDay().mean(), sources.typicalDay().time());
        };
    }
}
