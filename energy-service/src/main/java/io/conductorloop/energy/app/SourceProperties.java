package io.conductorloop.energy.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where carbon intensity is known from: {@code conductor.energy.sources.*}.
 *
 * @param order which sources are asked, the first first; the next one when it does not know
 * @param fresh how long an answer is good
 * @param pause how long a source that could not answer is left alone
 * @param stale how old a source's latest value may be, and how long an answer is good while the source gives no other
 * @param renewables a folder in which a file for each zone says what is known of its renewables; none: nobody knows
 */
@Validated
@ConfigurationProperties("conductor.energy.sources")
public record SourceProperties(
        @DefaultValue("typical-day") @NotEmpty List<Kind> order,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration fresh,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration pause,
        @DefaultValue("3h") @DurationMin(seconds = 1) Duration stale,
        @DefaultValue @Valid File file,
        @DefaultValue @Valid TypicalDay typicalDay,
        @DefaultValue @Valid Neso neso,
        @DefaultValue @Valid ElectricityMaps electricityMaps,
        @DefaultValue @Valid WattTime watttime,
        @DefaultValue @Valid CarbonAware carbonAware,
        @Nullable Path renewables) {

    /** The sources there are. */
    public enum Kind {
        FILE,
        TYPICAL_DAY,
        NESO,
        ELECTRICITY_MAPS,
        WATTTIME,
        CARBON_AWARE;

        /** Whether it tells marginal intensity, which must not stand in for average intensity. */
        boolean isMarginal() {
            return this == WATTTIME;
        }
    }

    /** Great Britain's system operator. */
    public record Neso(
            @DefaultValue("https://api.carbonintensity.org.uk")
            URI url) {}

    /** Electricity Maps, API v3. */
    public record ElectricityMaps(
            @DefaultValue("https://api.electricitymap.org/v3")
            URI url,

            @DefaultValue("") String token) {}

    /** WattTime, API v3. */
    public record WattTime(
            @DefaultValue("https://api.watttime.org") URI url,
            @DefaultValue("") String user,
            @DefaultValue("") String password) {}

    /** A server of the Carbon Aware SDK. */
    public record CarbonAware(@Nullable URI url) {}

    /**
     * A folder with a CSV file for each zone.
     *
     * @param step how long a slot is
     */
    public record File(
            @Nullable Path folder,
            @DefaultValue("1h") @DurationMin(seconds = 1) Duration step) {}

    /**
     * The built-in typical day.
     *
     * @param mean daily mean intensity, gCO2e/kWh
     * @param time the zone whose clock the day goes by
     */
    public record TypicalDay(
            @DefaultValue("400") @Positive double mean,
            @DefaultValue("UTC") ZoneId time) {}
}
