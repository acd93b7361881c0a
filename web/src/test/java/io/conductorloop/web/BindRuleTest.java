package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindRuleTest {
    private static final ApiProperties NOBODY_KNOWN = api(null, null);
    private static final ApiProperties ONE_TOKEN = api("a".repeat(64), null);
    private static final String ISSUER = "https://issuer.example";

    private static ApiProperties api(String tokenSha256, Integer requestsPerSecond, ApiProperties.Token... tokens) {
        return new ApiProperties(tokenSha256, List.of(tokens), "roles", requestsPerSecond);
    }

    private static BindRule.Binding on(String address, ApiProperties api) {
        return new BindRule.Binding(address, false, null, api, null, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void letsLoopbackStartWithoutToken(String address) {
        assertThat(BindRule.violation(on(address, NOBODY_KNOWN))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "no such host."})
    void refusesAnyWiderAddressWithoutToken(String address) {
        assertThat(BindRule.violation(on(address, NOBODY_KNOWN)))
                .hasValueSatisfying(violation ->
                        assertThat(violation).contains("server.address is " + address, "conductor.api.token-sha256"));
    }

    @Test
    void refusesAnAddressThatWasNotConfiguredSinceItMeansEveryInterface() {
        assertThat(BindRule.violation(on(null, NOBODY_KNOWN)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("every interface"));
    }

    @Test
    void letsAnyAddressStartWithATokenOrAnIssuer() {
        var one = new ApiProperties.Token("ci", "b".repeat(64), Set.of(Role.SUBMIT));

        assertThat(BindRule.violation(on("0.0.0.0", ONE_TOKEN))).isEmpty();
        assertThat(BindRule.violation(on("0.0.0.0", api(null, 10, one)))).isEmpty();
        assertThat(BindRule.violation(new BindRule.Binding("0.0.0.0", false, null, NOBODY_KNOWN, ISSUER, true)))
                .isEmpty();
    }

    @Test
    void refusesAnIssuerWhoseTokensMayBeForAnybody() {
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", false, null, NOBODY_KNOWN, ISSUER, false)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("audiences"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "zz"})
    void refusesATokenHashThatIsNone(String hash) {
        assertThat(BindRule.violation(on("127.0.0.1", api(hash, null))))
                .hasValueSatisfying(violation -> assertThat(violation)
                        .contains("token-sha256 is not a SHA-256")
                        .doesNotContain(hash));
        assertThat(BindRule.violation(on(
                        "127.0.0.1", api(null, null, new ApiProperties.Token("ci", hash, Set.of(Role.READ))))))
                .hasValueSatisfying(violation -> assertThat(violation).contains("tokens[0] is not a SHA-256"));
    }

    @Test
    void refusesATokenWithoutARole() {
        assertThat(BindRule.violation(on(
                        "127.0.0.1", api(null, null, new ApiProperties.Token("ci", "a".repeat(64), Set.of())))))
                .hasValueSatisfying(violation -> assertThat(violation).contains("at least one of the roles"));
    }

    @Test
    void refusesALimitThatLetsNobodyIn() {
        assertThat(BindRule.violation(on("127.0.0.1", api(null, 0))))
                .hasValueSatisfying(violation -> assertThat(violation).contains("requests-per-second is 0"));
    }

    @Test
    void refusesAWideManagementPortOfItsOwnEvenWithToken() {
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", true, null, ONE_TOKEN, null, false)))
                .hasValueSatisfying(violation -> assertThat(violation).contains("management.server.address"));
        assertThat(BindRule.violation(new BindRule.Binding("127.0.0.1", true, "127.0.0.1", NOBODY_KNOWN, null, false)))
                .isEmpty();
    }
}
