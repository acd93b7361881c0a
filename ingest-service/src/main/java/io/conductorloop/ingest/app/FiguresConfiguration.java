package io.conductorloop.ingest.app;

import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.kpi.CountedWork;
import io.conductorloop.ingest.kpi.EnergyFigures;
import io.conductorloop.ingest.kpi.KpiRecorder;
import io.conductorloop.ingest.kpi.TeedMetrics;
import io.conductorloop.ingest.metrics.DependencyWatch;
import io.conductorloop.ingest.metrics.MicrometerIngestMetrics;
import io.conductorloop.ingest.metrics.ProcessFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What is counted and measured: for Prometheus and for the KPIs. */
@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {
    @Bean
    EnergyFigures energyFigures() {
        return new EnergyFigures();
    }

    @Bean
    KpiRecorder kpiRecorder(InstantSource clock, MeterRegistry registry, EnergyFigures energy) {
        var recorder = new KpiRecorder(clock, ProcessFigures::residentBytes, ProcessFigures::cpuLoad, energy);
        Gauge.builder("conductor.loop.throughput.files.per.second", recorder, KpiRecorder::throughput)
                .description("Intents made durable per second, moving average over about 10 s")
                .register(registry);
        Gauge.builder("conductor.loop.memory.usage.bytes", ProcessFigures::residentBytes)
                .description("Resident memory of the process")
                .register(registry);
        return recorder;
    }

    @Bean
    @Primary
    IngestMetrics ingestMetrics(MeterRegistry registry, KpiRecorder kpis, ObjectProvider<CountedWork> telemetry) {
        IngestMetrics figures = new TeedMetrics(new MicrometerIngestMetrics(registry), kpis);
        CountedWork work = telemetry.getIfAvailable();
        return work == null ? figures : new TeedMetrics(figures, work);
    }

    @Bean
    FigureSampling figureSampling(HealthEndpoint health, MeterRegistry registry, KpiRecorder kpis) {
        return new FigureSampling(kpis, new DependencyWatch(health, registry, kpis::observeReadiness));
    }
}
