package io.conductorloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentIdTest {
    @Test
    void readsTheCanonicalFormInEitherCase() {
        IntentId id = IntentId.parse("018F3C2E-7a10-7b44-9c8e-5d1f0a2b3c4d");

        assertThat(id).hasToString("018f3c2e-7a10-7b44-9c8e-5d1f0a2b3c4d");
        assertThat(id.claimedAt()).isEqualTo(Instant.ofEpochMilli(0x018f3c2e7a10L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "018f3c2e-7a10-7b44-9c8e-5d1f0a2b3c4",
                "018f3c2e-7a10-7b44-9c8e-5d1f0a2b3c4d0",
                "018f3c2e-7a10-7b44-9c8e-5d1f0a2b3c4g",
                "018f3c2e7-a10-7b44-9c8e-5d1f0a2b3c4d",
                "0018f3c2e-7a10-7b44-9c8e-d1f0a2b3c4d",
                "018f3c2e-7a10-7\uaa5944-9c8e-5d1f0a2b3c4d",
                "018f3c2e-7a10-4b44-9c8e-5d1f0a2b3c4d"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntentId.parse(text))
                .withMessageEndingWith(text);
    }
}
