package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {
    /** SHA-256 of {@code abc}: the example of FIPS 180-2. */
    private final ApiToken token =
            ApiToken.ofSha256("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "Bearer  abc "})
    void knowsTheTokenWhateverTheSchemesCase(String authorization) {
        assertThat(token.isShownBy(authorization)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "abc", "Bearer", "Bearer ", "Bearer abd", "Basic abc", "Bearer ABC"})
    void turnsAwayEverythingElse(String authorization) {
        assertThat(token.isShownBy(authorization)).isFalse();
    }

    @Test
    void refusesAHashOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiToken.ofSha256("ba78"));
        assertThatIllegalArgumentException().isThrownBy(() -> ApiToken.ofSha256("x".repeat(64)));
    }
}
