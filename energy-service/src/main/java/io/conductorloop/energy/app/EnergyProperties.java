package io.conductorloop.energy.app;

import io.conductorloop.energy.carbon.Zone;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about energy: {@code conductor.energy.*}. Sources have {@link SourceProperties}.
 *
 * @param zone whose power is used, by the name its intensity is published under
 * @param caution how many standard deviations of its own error an expected saving must exceed before anything waits
 */
@Validated
@ConfigurationProperties("conductor.energy")
public record EnergyProperties(
        @DefaultValue("GB") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]*")
        String zone,

        @DefaultValue("1") @PositiveOrZero double caution,
        @DefaultValue @Valid Forecast forecast,
        @DefaultValue @Valid Deferral deferral) {

    Zone home() {
        return new Zone(zone);
    }

    /**
     * What is made of sources.
     *
     * @param history how much of the past is looked at where a source does not look ahead
     * @param error of a source's forecast, its standard deviation as a share of the value
     * @param modelError the same of the built-in typical day
     */
    public record Forecast(
            @DefaultValue("14d") @DurationMin(minutes = 1) Duration history,
            @DefaultValue("0.05") @PositiveOrZero double error,
            @DefaultValue("0.1") @PositiveOrZero double modelError) {}

    /**
     * Deferred intents.
     *
     * @param longestWait of an intent of priority 0 that states no deadline; priority 1 waits a tenth less, and so on
     * @param margin kept between the last moment of release and the deadline, for execution; well above {@code claim}
     * @param executionTime how long the work that an intent sets off is taken to run
     * @param executionPower what it is taken to draw, W; with the time it says what a gram is saved of
     * @param urgentFrom intents of this priority and above do not wait
     * @param look how often is looked for what is due
     * @param claim how long an instance has to release what it took up, before another does it
     * @param replanEvery how often plans are made anew
     * @param restoreEvery how often the waiting room is compared with the log, beside at the start and after a loss
     * @param remembered how long a settled intent is recognised; longer than records are delivered again
     */
    public record Deferral(
            @DefaultValue("24h") @DurationMin(seconds = 1) Duration longestWait,
            @DefaultValue("2m") @DurationMin(millis = 100) Duration margin,
            @DefaultValue("1m") @DurationMin(millis = 100) Duration executionTime,
            @DefaultValue("100") @PositiveOrZero double executionPower,
            @DefaultValue("9") @Min(0) @Max(11) int urgentFrom,
            @DefaultValue("250ms") @DurationMin(millis = 10) Duration look,
            @DefaultValue("15s") @DurationMin(millis = 100) Duration claim,
            @DefaultValue("5m") @DurationMin(millis = 100) Duration replanEvery,
            @DefaultValue("10m") @DurationMin(millis = 100) Duration restoreEvery,
            @DefaultValue("24h") @DurationMin(minutes = 1) Duration remembered) {

        /** What an intent's work uses, kWh. */
        double kilowattHours() {
            return executionPower / 1000 * (executionTime.toNanos() / 3.6e12);
        }
    }
}
