package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {
    /** SHA-256 of {@code abc}: the example of FIPS 180-2. */
    private final ApiToken token = ApiToken.ofSha256(
            "ci", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Set.of(Role.READ));

    @Test
    void knowsItsOwn() {
        assertThat(token.is("abc")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abd", "ABC", "abc ", "Bearer abc"})
    void knowsNoOther(String other) {
        assertThat(token.is(other)).isFalse();
    }

    @Test
    void refusesAHashOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiToken.ofSha256("ci", "ba78", Set.of(Role.READ)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiToken.ofSha256("ci", "x".repeat(64), Set.of(Role.READ)));
    }
}
