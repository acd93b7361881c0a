package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindRuleTest {
    private static final String TOKEN = "a".repeat(64);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void letsLoopbackStartWithoutToken(String address) {
        assertThat(BindRule.violation(new BindRule.Binding(address, false, null, null)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "no such host."})
    void refusesAnyWiderAddressWithoutToken(String address) {
        assertThat(BindRule.violation(new BindRule.Binding(address, false, null, null)))
                .hasValueSatisfying(violation ->
                        assertThat(violation).contains("server.address is " + address, "conductor.api.token-sha256"));
    }

    @Test
    void refusesAnAddressThatWasNotConfiguredSinceItMeansEveryInterface() {
        assertThat(BindRule.violation(new BindRule.Binding(null, false, null, null)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("every interface"));
    }

    @Test
    void letsAnyAddressStartWithToken() {
        assertThat(BindRule.violation(new BindRule.Binding("0.0.0.0", false, null, TOKEN)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz"})
    void refusesATokenHashThatIsNone(String hash) {
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", false, null, hash)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("not a SHA-256"));
    }

    @Test
    void refusesAWideManagementPortOfItsOwnEvenWithToken() {
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", true, null, TOKEN)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("management.server.address"));
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", true, "127.0.0.1", null)))
                .isEmpty();
    }
}
