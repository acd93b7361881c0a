package io.conductorloop.energy.app;

import io.conductorloop.energy.advice.WorkloadAdviser;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.ReleaseDesk;
import io.conductorloop.energy.files.CsvRenewableSource;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.renewables.RenewableOutlook;
import io.conductorloop.energy.renewables.RenewableSource;
import io.conductorloop.energy.report.EmbodiedCarbon;
import io.conductorloop.energy.report.Grams;
import io.conductorloop.energy.scaling.CarbonCap;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.web.CarbonAwareController;
import io.conductorloop.energy.web.DeferredController;
import io.conductorloop.energy.web.RenewableController;
import io.conductorloop.energy.web.ReportController;
import io.conductorloop.energy.web.ScalingController;
import io.conductorloop.energy.web.ScheduleController;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.state.StateUnavailableException;
import io.conductorloop.web.ExceptionTranslator;
import io.conductorloop.web.ProblemException;
import io.conductorloop.web.WebConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST surface. */
@Configuration(proxyBeanMethods = false)
@Import(WebConfiguration.class)
class RestConfiguration {
    private static final Duration LOOK_BACK = Duration.ofDays(2);
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @Bean
    DeferredController deferredController(HeldIntents held, ReleaseDesk desk) {
        return new DeferredController(held, desk);
    }

    @Bean
    ScheduleController scheduleController(
            SchedulePlanner planner, GridOutlook grid, EnergyProperties energy, InstantSource clock) {
        return new ScheduleController(new WorkloadAdviser(planner, grid, clock), energy.home(), energy.places(), clock);
    }

    @Bean
    RenewableController renewableController(SourceProperties sources, EnergyProperties energy, InstantSource clock) {
        Path folder = sources.renewables();
        RenewableSource source = folder == null
                ? (_, _, _) -> new RenewableSource.Answer.Unavailable("conductor.energy.sources.renewables is not set")
                : new CsvRenewableSource(folder);
        return new RenewableController(
                new RenewableOutlook(source, clock), energy.home(), Set.copyOf(energy.allZones()));
    }

    @Bean
    ReportController reportController(Slices slices, HeldIntents held, EnergyProperties energy, InstantSource clock) {
        EnergyProperties.Reports reports = energy.reports();
        Double baseline = reports.baselinePower();
        return new ReportController(
                slices,
                held,
                new ReportController.Terms(
                        reports.pue(),
                        new EmbodiedCarbon(
                                new Grams(reports.embodiedKilograms() * 1000), reports.lifetime(), reports.share()),
                        reports.price(),
                        baseline == null ? null : new Watts(baseline),
                        reports.investment(),
                        reports.parts().breakdown()),
                clock);
    }

    @Bean
    CarbonAwareController carbonAwareController(GridOutlook grid, EnergyProperties energy, InstantSource clock) {
        return new CarbonAwareController(grid, energy.allZones(), clock);
    }

    @Bean
    ScalingController scalingController(GridOutlook grid, EnergyProperties energy, InstantSource clock) {
        return new ScalingController(new CarbonCap(energy.carbonCap().rules()), grid, energy.home(), LOOK_BACK, clock);
    }

    @Bean
    ExceptionTranslator dependencyAway() {
        return exception -> switch (exception) {
            case StateUnavailableException _ ->
                ProblemException.unavailable("Redis cannot be reached; nothing was lost", RECOVERY);
            case RecordPublisher.PublishingFailedException _ ->
                ProblemException.unavailable("Kafka cannot be reached; what was decided is done once it can", RECOVERY);
            default -> null;
        };
    }

    @Bean
    OpenAPI energyApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Conductor Loop: energy")
                        .version("v1")
                        .description("Says when power is clean, and what waits for it."
                                + " Every refusal is an application/problem+json.")
                        .license(new License().name("Apache-2.0")));
    }
}
