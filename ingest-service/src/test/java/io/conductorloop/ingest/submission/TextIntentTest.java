package io.conductorloop.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextIntentTest {
    @Test
    void readsTheSentence() {
        assertThat(json("scale odu-high-phy to 5 in ns oran-odu"))
                .isEqualTo("{\"intent_type\":\"scaling\",\"target\":\"odu-high-phy\",\"namespace\":\"oran-odu\","
                        + "\"replicas\":5,\"source\":\"user\"}");
        assertThat(json("  Scale  upf TO 12\n")).contains("\"namespace\":\"default\"", "\"replicas\":12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "scale",
                "scale x to many",
                "scale x to -1",
                "scale out x by 2",
                "scale x to 5 in ns a b",
                "scale \"x\" to 5",
                "scale x to 5 in ns a\",\"replicas\":\"9",
                "scale x to 99999999999"
            })
    void leavesEverythingElseAlone(String text) {
        assertThat(TextIntent.json(text)).isEmpty();
    }

    private static String json(String text) {
        return new String(TextIntent.json(text).orElseThrow(), StandardCharsets.UTF_8);
    }
}
