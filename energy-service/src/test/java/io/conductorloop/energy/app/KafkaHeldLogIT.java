package io.conductorloop.energy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.HeldLogContract;
import io.conductorloop.energy.kafka.KafkaHeldLog;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;

/** The log on a real topic, as the service makes both. */
@ExtendWith(RealInfrastructure.class)
class KafkaHeldLogIT extends HeldLogContract {
    private static ConfigurableApplicationContext energy;

    // Restoring is put off, so that the test alone decides what is on the log.
    @BeforeAll
    static void start() {
        RealInfrastructure.clear();
        energy = EnergyContexts.start("conductor.energy.deferral.restore-every=1h");
    }

    @AfterAll
    static void stop() {
        energy.close();
    }

    @Override
    protected HeldLog log() {
        HeldLog log = energy.getBean(HeldLog.class);
        assertThat(log).isInstanceOf(KafkaHeldLog.class);
        return log;
    }

    @Test
    void theTopicIsCompacted() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.HELD);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()))) {
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }
}
