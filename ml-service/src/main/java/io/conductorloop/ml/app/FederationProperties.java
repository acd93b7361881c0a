package io.conductorloop.ml.app;

import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.ml.federation.FederationSettings;
import io.conductorloop.ml.federation.Privacy;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about learning together: {@code conductor.ml.federation.*}.
 *
 * @param enabled whether this instance takes part
 * @param site its name, which no other has; by default of host and process
 * @param heartbeat how often it says that it is there
 * @param round from the beginning of a round to the next
 * @param answer how long changes are awaited
 * @param quorum changes without which the model stays as it is
 * @param trim share of the changes left out at each end, so many may lie; 0: FedAvg
 * @param longest Euclidean length that a change is cut down to
 * @param noise deviation of the noise on each parameter, in shares of {@code longest}
 */
@Validated
@ConfigurationProperties("conductor.ml.federation")
public record FederationProperties(
        boolean enabled,
        @DefaultValue("") String site,
        @DefaultValue("5s") @DurationMin(millis = 50) Duration heartbeat,
        @DefaultValue("10m") @DurationMin(millis = 100) Duration round,
        @DefaultValue("1m") @DurationMin(millis = 100) Duration answer,
        @DefaultValue("2") @Min(1) @Max(64) int quorum,

        @DefaultValue("0.34") @DecimalMin("0") @DecimalMax("0.5")
        double trim,

        @DefaultValue("1") @DecimalMin("0.000001") @DecimalMax("1000")
        double longest,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("10")
        double noise) {

    /** @throws IllegalArgumentException when no site has that name */
    public FederationProperties {
        if (!site.isBlank()) {
            FederationMessage.Limits.site(site);
        }
    }

    FederationSettings settings() {
        return new FederationSettings(name(), heartbeat, round, answer, quorum, trim, new Privacy(longest, noise));
    }

    private String name() {
        if (!site.isBlank()) {
            return site;
        }
        String host = System.getenv().getOrDefault("HOSTNAME", "local").replaceAll("[^A-Za-z0-9._-]", "-");
        return host.substring(0, Math.min(40, host.length())) + "-"
                + ProcessHandle.current().pid();
    }
}
