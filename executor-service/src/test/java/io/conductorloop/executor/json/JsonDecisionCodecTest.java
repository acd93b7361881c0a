package io.conductorloop.executor.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.executor.deadletter.Letters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecisionCodecTest {
    private final JsonDecisionCodec codec = new JsonDecisionCodec();

    @Test
    void readsWhatItWrites() {
        assertThat(codec.decode(codec.encode(Letters.abandoned(1)))).isEqualTo(Letters.abandoned(1));
        assertThat(codec.decode(codec.encode(Letters.replayed(1, 7)))).isEqualTo(Letters.replayed(1, 7));
    }

    @Test
    void writesTheDocumentedFields() {
        assertThat(new String(codec.encode(Letters.replayed(1, 7)), UTF_8))
                .isEqualTo("{\"version\":1,\"letter\":\"" + Letters.id(1)
                        + "\",\"decision\":\"replayed\",\"at\":\"2026-11-23T10:00:00Z\",\"by\":\"anonymous\","
                        + "\"why\":\"\",\"replayedAs\":\"" + Letters.id(7) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"version\":2}", "{\"version\":1,\"letter\":\"x\"}", "null"})
    void refusesWhatIsNoDecision(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(json.getBytes(UTF_8)));
    }
}
