package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNameTest {
    @Test
    void takesNamesThatStartAndEndLikeAnIntent() {
        assertThat(FileName.of("intent-a.json").isIntent()).isTrue();
        assertThat(FileName.of("intent-.json").isIntent()).isTrue();
        assertThat(FileName.of("Intent-a.json").isIntent()).isFalse();
        assertThat(FileName.of("intent-a.json.tmp").isIntent()).isFalse();
        assertThat(FileName.of(".intent-a.json").isIntent()).isFalse();
    }

    @Test
    void refusesWhatCannotBeAFileName() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.of("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.of("a\0b"));
    }

    @Test
    void percentEncodingKeepsAnyBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            // Given
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = bytes[at] == 0 || bytes[at] == '/' ? (byte) '%' : bytes[at];
            }
            FileName name = FileName.of(bytes);

            // When
            String encoded = name.percentEncoded();

            // Then
            assertThat(encoded).as("seed " + seed).matches("[\\x21-\\x7e]+");
            assertThat(FileName.decode(encoded)).as("seed " + seed).isEqualTo(name);
        }
    }

    @Test
    void textWithoutPercentSignDecodesToItself() {
        assertThat(FileName.decode("intent-ü 1.json")).isEqualTo(FileName.of("intent-ü 1.json"));
    }

    @Test
    void followsAShortNameWithTheSuffix() {
        assertThat(FileName.of("intent-a.json")
                        .followedBy("-20261123-101112.status")
                        .text())
                .isEqualTo("intent-a.json-20261123-101112.status");
        assertThat(FileName.of("intent-a.json").withInfix("_20261123T101112").text())
                .isEqualTo("intent-a_20261123T101112.json");
    }

    @Test
    void shortensALongNameBetweenCharactersAndKeepsLongNamesApart() {
        // Given
        FileName one = FileName.of("intent-" + "ü".repeat(121) + "1.json");
        FileName two = FileName.of("intent-" + "ü".repeat(121) + "2.json");

        // When
        FileName status = one.followedBy("-20261123-101112.status");

        // Then
        assertThat(one.length()).isEqualTo(255);
        assertThat(status.length()).isBetween(250, 255);
        assertThat(status.text()).startsWith("intent-ü").endsWith(".status").doesNotContain("\uFFFD");
        assertThat(two.followedBy("-20261123-101112.status")).isNotEqualTo(status);
        assertThat(one.withInfix("_20261123T101112").text()).endsWith("_20261123T101112.json");
    }

    @Test
    void shortensANameThatIsNotUtf8() {
        byte[] bytes = ("intent-" + "x".repeat(248)).getBytes(StandardCharsets.US_ASCII);
        bytes[100] = (byte) 0xFF;

        assertThat(FileName.of(bytes).followedBy(".status").length()).isEqualTo(255);
    }
}
