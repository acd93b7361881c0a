package io.conductorloop.validation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.json.IntentReader;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.validation.ReproducibleFindings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever bytes stand where an event or an intent should, they are read or refused; what was read survives being written. */
@ExtendWith(ReproducibleFindings.class)
class EventFuzzTest {
    private final JsonEventCodec codec = new JsonEventCodec();
    private final IntentReader intents = new IntentReader();

    @FuzzTest(maxDuration = "4s")
    void readsOrRefuses(byte[] bytes) {
        IntentEvent event = decoded(bytes);
        if (event != null) {
            assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
        }
        readIntent(bytes);
    }

    private @Nullable IntentEvent decoded(byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return null;
        }
    }

    private void readIntent(byte[] bytes) {
        intents.target(bytes).ifPresent(target -> assertThat(target.key()).hasSizeGreaterThan(2));
        try {
            assertThat(intents.read(bytes).target()).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }
}
