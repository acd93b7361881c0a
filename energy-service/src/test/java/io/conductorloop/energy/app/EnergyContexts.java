package io.conductorloop.energy.app;

import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Energy services as they ship, on the test run's Kafka and Redis. */
final class EnergyContexts {
    private EnergyContexts() {}

    static ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                "--spring.data.redis.url=" + RealInfrastructure.redisUrl(),
                "--spring.jmx.enabled=false"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return SpringApplication.run(EnergyApplication.class, arguments.toArray(String[]::new));
    }
}
