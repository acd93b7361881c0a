package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRuleTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /actuator/health,",
        "HEAD, /healthz,",
        "POST, /healthz, OPERATE",
        "GET, /healthz/, READ",
        "GET, /actuator/health/../env, OPERATE",
        "GET, /actuator/prometheus, READ",
        "GET, /actuator, OPERATE",
        "GET, /actuator/env, OPERATE",
        "POST, /actuator/loggers/ROOT, OPERATE",
        "GET, /api/v1/intents, READ",
        "POST, /api/v1/intents, SUBMIT",
        "PUT, /api/v1/intents, OPERATE",
        "POST, /api/v1/intents/, OPERATE",
        "POST, /api/v1/validations, SUBMIT",
        "POST, /api/v1/dead-letters/replay, OPERATE",
        "DELETE, /api/v1/dead-letters/1, OPERATE",
        "POST, /emissions/forecasts/batch, READ",
        "GET, /v3/api-docs, READ",
        "TRACE, /, OPERATE",
    })
    void asksForTheLeastThatARequestNeeds(String method, String path, Role role) {
        assertThat(AccessRule.roleFor(method, path).orElse(null)).isEqualTo(role);
    }
}
