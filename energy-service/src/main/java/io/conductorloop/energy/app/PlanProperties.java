package io.conductorloop.energy.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** What can be set about plans that act: {@code conductor.energy.plan.*}, {@code .dvfs.*} and {@code .sleep.*}. */
final class PlanProperties {
    private PlanProperties() {}

    /**
     * Plans.
     *
     * @param services that are planned
     * @param targetLatency that 99 of 100 intents of a service may take
     * @param powerBudget that this machine may draw, W; empty: any
     * @param mostWorkers that an instance could have
     * @param window how far back loads are looked at
     * @param interval between plans of a service
     * @param validity of one
     * @param look how often is looked at the grid
     */
    @Validated
    @ConfigurationProperties("conductor.energy.plan")
    record Plan(
            @DefaultValue("executor") List<String> services,

            @DefaultValue("2s") @DurationMin(millis = 1) Duration targetLatency,

            @Nullable @Positive Double powerBudget,
            @DefaultValue("16") @Min(1) @Max(256) int mostWorkers,

            @DefaultValue("1m") @DurationMin(millis = 100) Duration window,

            @DefaultValue("1s") @DurationMin(millis = 10) Duration interval,

            @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration validity,

            @DefaultValue("30s") @DurationMin(millis = 10) Duration look) {}

    /**
     * The clock of this machine's processors.
     *
     * @param enabled whether it may be set
     * @param folder where Linux shows it
     * @param notes a file that says what was found while it is not so; not one that a restart of the machine keeps
     * @param points what was measured of this machine under full load
     */
    @Validated
    @ConfigurationProperties("conductor.energy.dvfs")
    record Dvfs(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/sys/devices/system/cpu/cpufreq") Path folder,
            @DefaultValue("/run/conductor-loop/clock") Path notes,
            @DefaultValue List<@Valid Point> points) {}

    /**
     * The sleep of this machine's processors.
     *
     * @param enabled whether it may be set
     * @param folder where Linux shows processors
     * @param device where Linux takes a latency for all of them, where they have none of their own
     * @param notes a file that says what was found while it is not so; not one that a restart of the machine keeps
     * @param fewest processors that are never parked; empty: half of them
     * @param parked how long a parked one takes until it works, at worst, as measured
     * @param shallowest idle states that wake within this are never forbidden
     */
    @Validated
    @ConfigurationProperties("conductor.energy.sleep")
    record Sleep(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/sys/devices/system/cpu") Path folder,
            @DefaultValue("/dev/cpu_dma_latency") Path device,
            @DefaultValue("/run/conductor-loop/sleep") Path notes,
            @Nullable @Positive Integer fewest,

            @DefaultValue("100ms") @DurationMin(nanos = 1) Duration parked,

            @DefaultValue("50us") @DurationMin(nanos = 1) Duration shallowest) {}

    /** Measured under full load: the clock, what the machine drew, what it did in a second. */
    record Point(
            @Positive int megahertz,
            @Positive double watts,
            @Positive double eventsPerSecond) {}
}
