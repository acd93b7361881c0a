package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BindRuleListenerTest {
    @ParameterizedTest
    @ValueSource(strings = {"--server.address=0.0.0.0", "--server.address=", "--spring.main.banner-mode=off"})
    void refusesToStartOnEveryInterfaceWithoutTokenAndSaysSoInASentence(String argument, CapturedOutput output) {
        assertThatExceptionOfType(UnsafeBindingException.class)
                .isThrownBy(() -> SpringApplication.run(ExampleService.class, "--server.port=0", argument));

        assertThat(output).contains("Refused to start: server.address is").doesNotContain("\tat ");
    }

    @Test
    void refusesAManagementPortOfItsOwnThatIsOpenToTheNetwork() {
        assertThatExceptionOfType(UnsafeBindingException.class)
                .isThrownBy(() -> SpringApplication.run(
                        ExampleService.class,
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--management.server.port=0"))
                .withMessageContaining("management.server.address");
    }

    @Test
    void startsOnEveryInterfaceWithToken() {
        try (var context = SpringApplication.run(
                ExampleService.class,
                "--server.address=0.0.0.0",
                "--server.port=0",
                "--conductor.api.token-sha256=" + "ab".repeat(32))) {
            assertThat(context.isRunning()).isTrue();
        }
    }
}
