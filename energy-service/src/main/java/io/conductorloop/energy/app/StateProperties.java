package io.conductorloop.energy.app;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the state that all services share is kept: {@code conductor.state.*}. Set them alike everywhere.
 *
 * @param journalTtl how long an intent's story outlives its last event
 * @param marksTtl how long a target's mark outlives its last advance
 */
@Validated
@ConfigurationProperties("conductor.state")
public record StateProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration journalTtl,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration marksTtl) {}
