package io.conductorloop.energy.metrics;

import io.conductorloop.energy.outlook.Studied;
import io.conductorloop.energy.outlook.Studied.By;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows in Micrometer how forecasts of a grid do, and whose is acted on, under the names that docs/meters.md lists. */
public final class MicrometerForecastMetrics {
    private MicrometerForecastMetrics() {}

    /** Shows a zone's; NaN while nothing has been studied. */
    public static void show(MeterRegistry registry, String zone, Supplier<@Nullable Studied> latest) {
        for (By by : By.values()) {
            show(
                    registry,
                    zone,
                    by,
                    "conductor.loop.forecast.error",
                    "How far forecasts of the next day are off",
                    latest,
                    studied -> studied.error(by));
            show(
                    registry,
                    zone,
                    by,
                    "conductor.loop.forecast.acting",
                    "Whether it is acted on",
                    latest,
                    studied -> studied.acting() == by ? 1 : 0);
        }
    }

    private static void show(
            MeterRegistry registry,
            String zone,
            By by,
            String name,
            String what,
            Supplier<@Nullable Studied> latest,
            ToDoubleFunction<Studied> figure) {
        Gauge.builder(name, () -> {
                    Studied studied = latest.get();
                    return studied == null ? Double.NaN : figure.applyAsDouble(studied);
                })
                .description(what)
                .tag("zone", zone)
                .tag("by", by.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
