package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTextTest {
    private static final Path DOCUMENT = Path.of("../docs/command-line.md");

    @ParameterizedTest
    @EnumSource(Flag.class)
    void everyFlagIsInTheHelpAndInTheDocument(Flag flag) throws IOException {
        assertThat(HelpText.text()).contains("  -" + flag.text() + " ");
        assertThat(Files.readString(DOCUMENT)).contains("| `-" + flag.text());
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void everyExitCodeIsInTheHelpAndInTheDocument(ExitCode code) throws IOException {
        assertThat(HelpText.text()).contains("  " + code.value() + "  " + code.meaning());
        assertThat(Files.readString(DOCUMENT)).contains("| " + code.value() + " | " + code.meaning());
    }
}
