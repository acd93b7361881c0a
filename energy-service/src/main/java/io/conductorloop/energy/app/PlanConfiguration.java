package io.conductorloop.energy.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.TelemetrySample.Power;
import io.conductorloop.energy.dvfs.MachineClock;
import io.conductorloop.energy.ledger.Ledger;
import io.conductorloop.energy.metrics.MicrometerEnergyMetrics;
import io.conductorloop.energy.metrics.MicrometerPlanMetrics;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.plan.EnergyPlanner;
import io.conductorloop.energy.plan.EnergyPlans;
import io.conductorloop.energy.plan.GridWatch;
import io.conductorloop.energy.plan.Machine;
import io.conductorloop.energy.power.ServicePower;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.stream.PlanEnergy;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires plans: {@code pipeline.telemetry} to {@code pipeline.directives} and {@code energy.plans}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PlanProperties.Plan.class, PlanProperties.Dvfs.class, PlanProperties.Sleep.class})
class PlanConfiguration {
    /** Services that publish telemetry. */
    private static final List<String> TELLING = List.of("ingest", "validation", "executor");

    @Bean
    AdviceCodec adviceCodec() {
        return new JsonAdviceCodec();
    }

    @Bean
    GridWatch gridWatch(GridOutlook grid, EnergyProperties energy, PlanProperties.Plan plan, InstantSource clock) {
        return new GridWatch(
                grid, energy.home(), energy.carbonCap().rules(), plan.look().multipliedBy(4), clock);
    }

    @Bean
    Repeatedly gridRounds(GridWatch watch, PlanProperties.Plan plan) {
        return Repeatedly.start("grid", plan.look(), watch::look);
    }

    /** This machine's clock, put back as it was found at the end; empty where it is not to be set, or there is none. */
    @Bean
    SettableClock settableClock(PlanProperties.Dvfs dvfs, InstantSource clock) {
        return SettableClock.open(dvfs, clock);
    }

    /** This machine's sleep, put back as it was found at the end; empty where it is not to be set, or cannot be. */
    @Bean
    SettableSleep settableSleep(PlanProperties.Sleep sleep, InstantSource clock) {
        return SettableSleep.open(sleep, clock);
    }

    @Bean
    ServicePower servicePower(
            EnergyProperties energy, PlanProperties.Plan plan, MeterRegistry registry, InstantSource clock) {
        ServicePower power = new ServicePower(energy.reports().model(), plan.validity());
        MicrometerEnergyMetrics.show(power, TELLING, registry, clock);
        return power;
    }

    @Bean
    PlanEnergy planEnergy(
            AdviceCodec codec,
            ServicePower services,
            SettableClock settable,
            SettableSleep sleep,
            GridWatch grid,
            Ledger ledger,
            EnergyProperties energy,
            PlanProperties.Plan plan,
            RecordPublisher publisher,
            MeterRegistry registry,
            InstantSource clock) {
        Double budget = plan.powerBudget();
        Machine machine = settable.machine(energy.reports());
        MachineClock ours = settable.clock();
        EnergyPlanner planner = new EnergyPlanner(
                machine,
                new EnergyPlanner.Terms(
                        plan.targetLatency(), budget == null ? null : new Watts(budget), plan.mostWorkers()));
        EnergyPlans plans = new EnergyPlans(
                planner,
                grid::state,
                () -> power(ledger),
                () -> ours == null ? 1 : machine.slower(ours.limit()),
                new EnergyPlans.Terms(
                        plan.services(),
                        plan.window(),
                        plan.interval(),
                        plan.validity(),
                        energy.reports().pue()));
        return new PlanEnergy(
                codec, plans, services, ours, sleep.sleep(), publisher, new MicrometerPlanMetrics(registry), clock);
    }

    private static @Nullable Power power(Ledger ledger) {
        Watts watts = ledger.power();
        return watts == null ? null : new Power(watts.value(), !ledger.isMeasured());
    }
}
