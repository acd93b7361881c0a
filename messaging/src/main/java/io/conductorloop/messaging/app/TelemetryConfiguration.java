package io.conductorloop.messaging.app;

import com.sun.management.OperatingSystemMXBean;
import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.metrics.MicrometerSteeringMetrics;
import io.conductorloop.messaging.stream.PublishTelemetry;
import io.conductorloop.messaging.telemetry.ProcessUse;
import io.conductorloop.messaging.telemetry.Sampler;
import io.conductorloop.messaging.telemetry.ServiceFigures;
import io.conductorloop.messaging.telemetry.Workload;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has a service publish telemetry. The service imports this class, names {@code telemetry} among its output bindings, and has
 * beans {@link ServiceFigures}, {@link AdviceCodec} and {@link InstantSource}; it counts in the {@link Workload}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelemetryProperties.class)
public class TelemetryConfiguration {
    @Bean
    Workload workload() {
        return new Workload();
    }

    @Bean
    MicrometerSteeringMetrics steeringMetrics(MeterRegistry registry) {
        return new MicrometerSteeringMetrics(registry);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    @ConditionalOnProperty(name = "conductor.telemetry.enabled", matchIfMissing = true)
    PublishTelemetry publishTelemetry(
            TelemetryProperties telemetry,
            Workload workload,
            ServiceFigures figures,
            InstantSource clock,
            AdviceCodec codec,
            RecordPublisher publisher,
            MicrometerSteeringMetrics metrics) {
        Sampler sampler = new Sampler(telemetry.instanceName(), workload, figures, thisProcess(), clock);
        return new PublishTelemetry(sampler, codec, publisher, metrics, telemetry.interval());
    }

    private static ProcessUse thisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return new ProcessUse(
                system::getProcessCpuLoad, () -> memory.getHeapMemoryUsage().getUsed());
    }
}
