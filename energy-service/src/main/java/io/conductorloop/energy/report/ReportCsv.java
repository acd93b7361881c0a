package io.conductorloop.energy.report;

import io.conductorloop.energy.report.PeriodReport.Slice;
import java.util.Locale;

/** A report as RFC 4180 CSV, a line a slice. */
public final class ReportCsv {
    private static final String HEADER = "from,to,watt_hours,basis,grams_per_kilowatt_hour,grams,cost,intents\r\n";

    private ReportCsv() {}

    public static String of(PeriodReport report) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (Slice slice : report.slices()) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%.6f,%s,%.3f,%.6f,%.6f,%d\r\n",
                    slice.from(),
                    slice.to(),
                    slice.used().wattHours(),
                    slice.basis().name().toLowerCase(Locale.ROOT),
                    slice.gramsPerKilowattHour(),
                    slice.emitted().value(),
                    slice.used().kilowattHours() * report.pricePerKilowattHour(),
                    slice.intents()));
        }
        return csv.toString();
    }
}
