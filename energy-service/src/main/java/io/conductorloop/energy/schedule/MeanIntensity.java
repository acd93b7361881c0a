package io.conductorloop.energy.schedule;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What running in given windows costs, by a forecast beforehand or by what is known afterwards. */
public final class MeanIntensity {
    private MeanIntensity() {}

    /** The mean intensity, gCO2e/kWh, weighted by time; {@link Double#NaN} when any of that time is unknown. */
    public static double over(IntensitySeries series, List<Window> windows) {
        double sum = 0;
        double seconds = 0;
        for (Window window : windows) {
            Instant at = window.start();
            while (at.isBefore(window.end())) {
                int slot = series.slotOf(at);
                if (slot < 0 || slot >= series.size()) {
                    return Double.NaN;
                }
                Instant next = series.slotStart(slot + 1);
                Instant until = next.isBefore(window.end()) ? next : window.end();
                double length = Duration.between(at, until).toNanos() / 1e9;
                sum += series.value(slot) * length;
                seconds += length;
                at = until;
            }
        }
        return sum / seconds;
    }
}
