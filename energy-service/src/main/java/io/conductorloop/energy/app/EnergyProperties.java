package io.conductorloop.energy.app;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.power.PowerBreakdown;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.scaling.CarbonCap.Rules;
import io.conductorloop.energy.sites.Site;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about energy: {@code conductor.energy.*}. Sources have {@link SourceProperties}.
 *
 * @param zone whose power is used, by the name its intensity is published under
 * @param otherZones that are listed besides; workloads may be planned in any
 * @param sites where workloads may run, by the names that they are asked for by; those of repositories, for intents
 * @param caution how many standard deviations of its own error an expected saving must exceed before anything waits
 */
@Validated
@ConfigurationProperties("conductor.energy")
public record EnergyProperties(
        @DefaultValue("GB") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]*")
        String zone,

        @DefaultValue List<@Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]*") String> otherZones,
        @DefaultValue List<@Valid Place> sites,
        @DefaultValue @Valid Placement placement,
        @DefaultValue("1") @PositiveOrZero double caution,
        @DefaultValue @Valid Forecast forecast,
        @DefaultValue @Valid Deferral deferral,
        @DefaultValue @Valid Reports reports,
        @DefaultValue @Valid CarbonCap carbonCap) {

    Zone home() {
        return new Zone(zone);
    }

    List<Zone> allZones() {
        return Stream.of(Stream.of(zone), sites.stream().map(Place::zone), otherZones.stream())
                .flatMap(names -> names)
                .map(Zone::new)
                .distinct()
                .toList();
    }

    /** @throws IllegalStateException when two have one name */
    List<Site> places() {
        if (sites.stream().map(Place::name).distinct().count() < sites.size()) {
            throw new IllegalStateException("conductor.energy.sites: two have one name");
        }
        return sites.stream()
                .map(place ->
                        new Site(place.name(), new Zone(place.zone()), place.pue(), place.capacity(), place.latency()))
                .toList();
    }

    /**
     * A site.
     *
     * @param zone whose power it draws
     * @param pue by which the building adds to what its machines draw
     * @param capacity how much work it takes at most, in the unit in which workloads state their demand; for intents, replicas
     * @param latency how far it is from whom it serves
     */
    public record Place(
            @NotBlank String name,

            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]*")
            String zone,

            @DefaultValue("1.4") @DecimalMin("1") double pue,
            @Positive double capacity,
            @DefaultValue("0ms") @DurationMin Duration latency) {}

    /**
     * How intents that allow several sites are placed.
     *
     * @param horizon how far ahead a site's grid is looked at
     * @param every how often
     * @param validity how long what was seen is gone by, when it is not looked again
     */
    public record Placement(
            @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 14)
            Duration horizon,

            @DefaultValue("1m") @DurationMin(millis = 100) Duration every,
            @DefaultValue("1h") @DurationMin(seconds = 1) Duration validity) {}

    /**
     * What is made of sources.
     *
     * @param history how much of the past is looked at where a source does not look ahead and nothing is learnt yet
     * @param error of a source's forecast, its standard deviation as a share of the value, while it is not on record
     * @param modelError the same of the built-in typical day
     * @param learn whether is learnt from the past of the home zone and of the first others
     * @param learnFrom how much of the past is learnt from
     * @param learnEvery how often is looked whether there is something new to learn
     */
    public record Forecast(
            @DefaultValue("14d") @DurationMin(minutes = 1) @DurationMax(days = 400)
            Duration history,

            @DefaultValue("0.05") @PositiveOrZero double error,
            @DefaultValue("0.1") @PositiveOrZero double modelError,
            @DefaultValue("true") boolean learn,

            @DefaultValue("90d") @DurationMin(days = 2) @DurationMax(days = 400)
            Duration learnFrom,

            @DefaultValue("10m") @DurationMin(millis = 100) Duration learnEvery) {}

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

    /**
     * Reports.
     *
     * @param slice how often the meter is read
     * @param kept how long slices are kept
     * @param machine by what name this machine's slices are kept; the host's where it says nothing
     * @param idlePower of the machine, W, where no meter can be read
     * @param fullPower of the machine, W, where no meter can be read
     * @param pue by which the building adds to what the machine draws
     * @param price for a kilowatt-hour
     * @param embodiedKilograms CO2e of making the machine
     * @param lifetime for which the machine serves
     * @param share of the machine that is ours
     * @param baselinePower mean power before, W; empty: unknown
     * @param investment what saving cost; empty: unknown
     * @param parts of the machine
     */
    public record Reports(
            @DefaultValue("1m") @DurationMin(millis = 100) Duration slice,
            @DefaultValue("31d") @DurationMin(minutes = 1) Duration kept,
            @DefaultValue("") String machine,
            @DefaultValue("30") @PositiveOrZero double idlePower,
            @DefaultValue("120") @PositiveOrZero double fullPower,
            @DefaultValue("1.4") @DecimalMin("1") double pue,
            @DefaultValue("0.12") @PositiveOrZero double price,
            @DefaultValue("1000") @PositiveOrZero double embodiedKilograms,
            @DefaultValue("1461d") @DurationMin(days = 1) Duration lifetime,
            @DefaultValue("1") @Positive @DecimalMax("1") double share,
            @Nullable @PositiveOrZero Double baselinePower,
            @Nullable @Positive Double investment,
            @DefaultValue @Valid Parts parts) {

        PowerModel model() {
            return new PowerModel(new Watts(idlePower), new Watts(fullPower));
        }
    }

    /** What the parts of the machine draw, W, by which its power is taken to be shared out; their proportions count. */
    public record Parts(
            @DefaultValue("200") @Positive double cpu,
            @DefaultValue("80") @PositiveOrZero double memory,
            @DefaultValue("100") @PositiveOrZero double storage,
            @DefaultValue("150") @PositiveOrZero double network) {

        PowerBreakdown breakdown() {
            return PowerBreakdown.withPue(new Watts(cpu), new Watts(memory), new Watts(storage), new Watts(network), 1);
        }
    }

    /**
     * The cap on replicas.
     *
     * @param low up to this intensity, gCO2e/kWh, nothing is capped
     * @param high from this one on the fewest replicas are left
     * @param longestEco how long replicas are capped on end
     * @param rest for how long they are then not
     */
    public record CarbonCap(
            @DefaultValue("200") @Positive double low,
            @DefaultValue("500") @Positive double high,
            @DefaultValue("4h") @DurationMin(seconds = 1) Duration longestEco,
            @DefaultValue("1h") @DurationMin(seconds = 1) Duration rest) {

        Rules rules() {
            return new Rules(low, high, longestEco, rest);
        }
    }
}
