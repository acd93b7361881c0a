package io.conductorloop.energy.app;

import com.sun.management.OperatingSystemMXBean;
import io.conductorloop.energy.files.ProcStatUtilisation;
import io.conductorloop.energy.ledger.Ledger;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.metrics.MicrometerEnergyMetrics;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.FallbackMeter;
import io.conductorloop.energy.power.MeterUnavailableException;
import io.conductorloop.energy.power.ModelledMeter;
import io.conductorloop.energy.power.Utilisation;
import io.conductorloop.energy.redis.RedisSlices;
import io.conductorloop.energy.stream.CountOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires what this machine's use of energy is known from, and where it is written down. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MeterProperties.class)
class LedgerConfiguration {
    @Bean
    @ConditionalOnMissingBean
    EnergyMeter energyMeter(EnergyProperties energy, MeterProperties settings, InstantSource clock) {
        return new FallbackMeter(
                settings.hardware(clock), new ModelledMeter(energy.reports().model(), utilisation(), clock));
    }

    private static Utilisation utilisation() {
        if (Files.isReadable(ProcStatUtilisation.PROC)) {
            return new ProcStatUtilisation(ProcStatUtilisation.PROC);
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return () -> Math.clamp(system.getCpuLoad(), 0, 1);
    }

    @Bean
    @ConditionalOnMissingBean
    Slices slices(LettuceConnectionFactory redis, EnergyProperties energy) {
        String machine = energy.reports().machine();
        return new RedisSlices(
                redis, machine.isBlank() ? host() : machine, energy.reports().kept());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    @Bean
    Ledger ledger(EnergyMeter meter, GridOutlook grid, EnergyProperties energy, Slices slices, MeterRegistry registry) {
        Ledger ledger = new Ledger(meter, moment -> grid.at(energy.home(), moment), slices);
        MicrometerEnergyMetrics.show(ledger, registry);
        return ledger;
    }

    @Bean
    CountOutcome countOutcome(Ledger ledger) {
        return new CountOutcome(ledger);
    }

    @Bean
    Repeatedly ledgerRounds(Ledger ledger, EnergyProperties energy) {
        return Repeatedly.start("ledger", energy.reports().slice(), () -> {
            try {
                ledger.writeDown();
            } catch (MeterUnavailableException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
