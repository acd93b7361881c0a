package io.conductorloop.carbonaware.app;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set: {@code conductor.carbon-aware.*}.
 *
 * @param enabled whether methods wait at all
 * @param url of the energy service
 * @param token that it wants; empty for none
 * @param askAgain how often is asked anew while a method waits
 * @param patience how long an answer is waited for
 */
@ConfigurationProperties("conductor.carbon-aware")
public record CarbonAwareProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("http://127.0.0.1:8084") URI url,
        @DefaultValue("") String token,
        @DefaultValue("15m") Duration askAgain,
        @DefaultValue("5s") Duration patience) {}
