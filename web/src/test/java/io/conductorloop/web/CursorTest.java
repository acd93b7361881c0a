package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void comesBackAsTheIntentItWasMadeOf() {
        IntentId id = IntentId.parse("01933b7e-0000-7abc-bdef-0123456789ab");

        String cursor = Cursor.of(id);

        assertThat(cursor).matches("[A-Za-z0-9_-]{22}");
        assertThat(Cursor.parse(cursor)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "????", "AAAAAAAAAAAAAAAAAAAAAA", "AZM7fgAAervejQEjRWeJqwAA"})
    void isRefusedWhenNoListGaveIt(String cursor) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.parse(cursor))
                .satisfies(problem -> {
                    assertThat(problem.getStatusCode().value()).isEqualTo(400);
                    assertThat(problem.getBody().getProperties().get("reasons"))
                            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Reason.class))
                            .extracting(Reason::rule)
                            .isEqualTo(List.of("cursor"));
                });
    }
}
