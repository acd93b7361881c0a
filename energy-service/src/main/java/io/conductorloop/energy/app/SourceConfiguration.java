package io.conductorloop.energy.app;

import io.conductorloop.energy.carbon.CachedSource;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.FailoverSource;
import io.conductorloop.energy.carbon.FreshSource;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.files.CsvIntensitySource;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.json.CarbonAwareSource;
import io.conductorloop.energy.json.ElectricityMapsSource;
import io.conductorloop.energy.json.NesoSource;
import io.conductorloop.energy.json.WattTimeSource;
import io.conductorloop.energy.metrics.MicrometerForecastMetrics;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.GridStudy;
import io.conductorloop.energy.outlook.TypicalDay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires where carbon intensity is known from, and what is made of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourceProperties.class)
class SourceConfiguration {
    @Bean
    @ConditionalOnMissingBean
    CarbonIntensitySource carbonIntensitySource(SourceProperties sources, InstantSource clock) {
        if (sources.order().stream()
                        .map(SourceProperties.Kind::isMarginal)
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalStateException("conductor.energy.sources.order mixes marginal intensity (watttime) with"
                    + " average intensity: they are different quantities, and a change between them is no saving");
        }
        List<CarbonIntensitySource> ordered = sources.order().stream()
                .map(kind -> guarded(source(kind, sources, clock), sources, clock))
                .toList();
        return new FailoverSource(ordered);
    }

    @Bean
    GridStudy gridStudy(
            CarbonIntensitySource source, EnergyProperties energy, MeterRegistry registry, InstantSource clock) {
        EnergyProperties.Forecast forecast = energy.forecast();
        GridStudy study = new GridStudy(source, forecast.learn() ? energy.allZones() : List.of(), forecast.learnFrom());
        for (Zone zone : study.zones()) {
            MicrometerForecastMetrics.show(
                    registry,
                    zone.name(),
                    () -> study.latest(zone, clock.instant()).orElse(null));
        }
        return study;
    }

    @Bean
    Repeatedly studyRounds(GridStudy study, EnergyProperties energy, InstantSource clock) {
        return Repeatedly.start("forecast", energy.forecast().learnEvery(), () -> study.study(clock.instant()));
    }

    @Bean
    GridOutlook gridOutlook(CarbonIntensitySource source, GridStudy study, EnergyProperties energy) {
        EnergyProperties.Forecast forecast = energy.forecast();
        return new GridOutlook(
                source,
                GridForecaster.plain(),
                study,
                new GridOutlook.Rules(forecast.history(), forecast.error(), forecast.modelError()));
    }

    private static CarbonIntensitySource guarded(
            CarbonIntensitySource source, SourceProperties sources, InstantSource clock) {
        CachedSource.Limits limits = new CachedSource.Limits(sources.fresh(), sources.pause(), sources.stale());
        return new FreshSource(new CachedSource(source, limits, clock), sources.stale(), clock);
    }

    private static CarbonIntensitySource source(
            SourceProperties.Kind kind, SourceProperties sources, InstantSource clock) {
        return switch (kind) {
            case FILE ->
                new CsvIntensitySource(
                        needed(sources.file().folder(), "file.folder", kind),
                        sources.file().step(),
                        clock);
            case TYPICAL_DAY ->
                new TypicalDay(sources.typicalDay().mean(), sources.typicalDay().time());
            case NESO -> new NesoSource(sources.neso().url(), sources.pause(), clock);
            case ELECTRICITY_MAPS ->
                new ElectricityMapsSource(
                        sources.electricityMaps().url(),
                        given(sources.electricityMaps().token(), "electricity-maps.token", kind),
                        sources.pause(),
                        clock);
            case WATTTIME ->
                new WattTimeSource(
                        sources.watttime().url(),
                        given(sources.watttime().user(), "watttime.user", kind),
                        given(sources.watttime().password(), "watttime.password", kind),
                        sources.pause(),
                        clock);
            case CARBON_AWARE ->
                new CarbonAwareSource(
                        needed(sources.carbonAware().url(), "carbon-aware.url", kind), sources.pause(), clock);
        };
    }

    private static String given(String value, String name, SourceProperties.Kind kind) {
        return needed(value.isBlank() ? null : value, name, kind);
    }

    private static <T> T needed(@Nullable T value, String name, SourceProperties.Kind kind) {
        if (value == null) {
            throw new IllegalStateException("conductor.energy.sources." + name
                    + " is not set, and conductor.energy.sources.order names " + kind);
        }
        return value;
    }
}
