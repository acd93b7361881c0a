package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.ingest.Screening.Kind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningTest {
    private static final FileName NAME = FileName.of("intent-a.json");
    private final Screening screening = new Screening(1_000);

    @Test
    void letsRegularFilesOfAnAllowedSizePass() {
        assertThat(screening.refusal(NAME, Kind.REGULAR, 1)).isEmpty();
        assertThat(screening.refusal(NAME, Kind.REGULAR, 1_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "$", "*", "?", "[", "]", "{", "}", "|", "<", ">", "..", "a..b"})
    void refusesForbiddenCharactersInTheName(String part) {
        assertThat(rule(FileName.of("intent-" + part + ".json"), Kind.REGULAR, 10))
                .isEqualTo("file-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "'", "\"", ";", "&", "\n", "ü", "基站", "😀", "%", "\\", "."})
    void letsOtherCharactersPass(String part) {
        assertThat(screening.refusal(FileName.of("intent-" + part + "x.json"), Kind.REGULAR, 10))
                .isEmpty();
    }

    @Test
    void refusesAnythingButRegularFilesWithoutLookingAtTheirSize() {
        assertThat(EnumSet.complementOf(EnumSet.of(Kind.REGULAR)))
                .allSatisfy(kind -> assertThat(rule(NAME, kind, 0)).isEqualTo("regular-file"));
    }

    @Test
    void refusesEmptyAndTooLargeFiles() {
        assertThat(rule(NAME, Kind.REGULAR, 0)).isEqualTo("empty");
        assertThat(rule(NAME, Kind.REGULAR, 1_001)).isEqualTo("size");
    }

    private String rule(FileName name, Kind kind, long size) {
        Outcome outcome = screening.refusal(name, kind, size).orElseThrow();
        return ((Outcome.Rejected) outcome).reasons().getFirst().rule();
    }
}
