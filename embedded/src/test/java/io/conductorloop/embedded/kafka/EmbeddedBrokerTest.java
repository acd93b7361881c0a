package io.conductorloop.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {
    @Test
    void namesTheClassPathSoThatItHoldsInAnotherFolder() {
        String classPath = String.join(File.pathSeparator, "target/classes", "/lib/kafka.jar");

        assertThat(EmbeddedBroker.absolute(classPath).split(File.pathSeparator))
                .containsExactly(
                        Path.of("target/classes").toAbsolutePath().toString(),
                        Path.of("/lib/kafka.jar").toString());
    }
}
