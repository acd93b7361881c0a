package io.conductorloop.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.FederationMessage.Changed;
import io.conductorloop.contracts.FederationMessage.Present;
import io.conductorloop.contracts.FederationMessage.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFederationCodecTest {
    private final JsonFederationCodec codec = new JsonFederationCodec();

    @Test
    void hasTheFormThatTheTopicHas() {
        assertThat(text(new Present("a", 3))).isEqualTo("""
                {"version":1,"kind":"present","site":"a","model":3}""");
        assertThat(text(new Shared("a", 3, new double[] {1, -2}, List.of("a", "b"))))
                .isEqualTo("""
                {"version":1,"kind":"shared","site":"a","model":3,"parameters":"P/AAAAAAAADAAAAAAAAAAA==","invited":"a,b"}""");
        assertThat(text(new Changed("b", 3, new double[] {0.5}, 40))).isEqualTo("""
                {"version":1,"kind":"changed","site":"b","model":3,"change":"P+AAAAAAAAA=","samples":40}""");
    }

    @Test
    void everyBitOfAModelArrives() {
        // Given
        double[] numbers = {Math.PI, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};

        // When
        Shared shared = (Shared) codec.message(codec.encode(new Shared("a", 0, numbers, List.of())));
        Changed changed = (Changed) codec.message(codec.encode(new Changed("a", 9, numbers, 7)));

        // Then
        assertThat(shared.parameters()).containsExactly(numbers);
        assertThat(shared.invited()).isEmpty();
        assertThat(changed.change()).containsExactly(numbers);
        assertThat(changed.samples()).isEqualTo(7);
        assertThat(codec.message(codec.encode(new Present("b.c-d_1", 12)))).isEqualTo(new Present("b.c-d_1", 12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                                                              | must be JSON
                    {"version":2,"kind":"present","site":"a","model":1}                            | in version 2
                    {"version":1,"kind":"absent","site":"a","model":1}                             | of an unknown kind
                    {"version":1,"kind":"present","site":"a b","model":1}                          | a site's name must be
                    {"version":1,"kind":"present","site":"a","model":-1}                           | version of the model must be from 0
                    {"version":1,"kind":"changed","site":"a","model":1,"change":"AAAA","samples":1} | with half a number
                    {"version":1,"kind":"changed","site":"a","model":1,"change":"????","samples":1} | Illegal base64
                    {"version":1,"kind":"changed","site":"a","model":1,"change":"","samples":1}    | the number of parameters
                    {"version":1,"kind":"changed","site":"a","model":1,"samples":1}                | without change
                    {"version":1,"kind":"shared","site":"a","model":1,"parameters":"P+AAAAAAAAA=","invited":"a,,b"} | a site's name
                    """, quoteCharacter = '\0')
    void refusesWhatMeansNothing(String json, String why) {
        assertThatThrownBy(() -> codec.message(json.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private String text(FederationMessage message) {
        return new String(codec.encode(message), UTF_8);
    }
}
