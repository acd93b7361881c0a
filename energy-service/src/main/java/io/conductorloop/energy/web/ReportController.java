package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.Tally;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.PowerBreakdown;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.report.EmbodiedCarbon;
import io.conductorloop.energy.report.Grams;
import io.conductorloop.energy.report.PeriodReport;
import io.conductorloop.energy.report.PeriodReport.Slice;
import io.conductorloop.energy.report.ReportChart;
import io.conductorloop.energy.report.ReportCsv;
import io.conductorloop.energy.report.ReturnOnInvestment;
import io.conductorloop.energy.report.Savings;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports on what this machine used and emitted, as JSON, CSV and a picture. */
@RestController
@Tag(name = "Reports")
public class ReportController {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private final Slices slices;
    private final HeldIntents held;
    private final Terms terms;
    private final InstantSource clock;

    /**
     * What is known of the machine and its power.
     *
     * @param pue by which the building adds to what the machine draws
     * @param price for a kilowatt-hour, in the currency of the report
     * @param baseline mean power before, without the building; null: unknown
     * @param investment what saving cost, in that currency; null: unknown
     * @param parts of the machine, in whose proportions its power is shared out
     */
    public record Terms(
            double pue,
            EmbodiedCarbon embodied,
            double price,
            @Nullable Watts baseline,
            @Nullable Double investment,
            PowerBreakdown parts) {}

    public ReportController(Slices slices, HeldIntents held, Terms terms, InstantSource clock) {
        this.slices = slices;
        this.held = held;
        this.terms = terms;
        this.clock = clock;
    }

    /** What is reported on. */
    enum Kind {
        POWER,
        CARBON,
        COST,
        SCI
    }

    /** In what form. */
    enum Format {
        JSON,
        CSV,
        SVG
    }

    /**
     * A report. Energy includes the building's share by {@code pue}.
     *
     * @param basis measured only where all of it was
     * @param coverage the share of the time that is known, 0 to 1: below 1, sums are too small
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            Kind kind,
            Instant from,
            Instant to,
            Basis basis,
            double coverage,
            double pue,
            double wattHours,
            @Nullable Double meanWatts,
            @Nullable Power power,
            @Nullable Carbon carbon,
            @Nullable Cost cost,
            @Nullable Sci sci) {}

    /** Energy of an intent, J, the building's share with it; absent where none ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Power(@Nullable Double joulesPerIntent, @Nullable Parts breakdown) {}

    /** What the mean power goes into, W; the sum is the mean. By the parts' configured proportions, so always estimated. */
    record Parts(double cpu, double memory, double storage, double network, double cooling, Basis basis) {}

    /** CO2e, g, location-based. {@code savedByDeferral} is of all instances, by whole hours. */
    record Carbon(double operationalGrams, double embodiedGrams, double savedByDeferralGrams, long releasedIntents) {}

    /** Money, against the baseline where there is one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cost(
            double cost,
            double pricePerKilowattHour,
            @Nullable Double savedKilowattHours,
            @Nullable Double savedGrams,
            @Nullable Double saved,
            @Nullable Double returnGross,
            @Nullable Double returnNet) {}

    /** Software Carbon Intensity, of a thousand intents. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sci(
            double operationalGrams,
            double embodiedGrams,
            long intents,
            @Nullable Double gramsPerThousandIntents) {}

    @GetMapping("/api/v1/reports/{kind}")
    @Operation(
            summary = "What was used, emitted or paid, and what an intent comes to",
            description = "kind: power, carbon, cost or sci. Of the last day where no time is given.")
    @ApiResponse(responseCode = "200", description = "The report")
    ResponseEntity<?> report(
            @PathVariable String kind,
            @Parameter(description = "RFC 3339") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "RFC 3339") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "json, csv or svg") @RequestParam(defaultValue = "json") String format) {
        Kind what = parsed(Kind.class, kind, "kind");
        Format form = parsed(Format.class, format, "format");
        Instant end = to == null ? clock.instant() : to;
        Instant begin = from == null ? end.minus(Duration.ofDays(1)) : from;
        if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "from, to: from before to, and " + LONGEST.toDays() + " days at most"));
        }
        PeriodReport period = new PeriodReport(
                begin,
                end,
                slices.within(begin, end).stream().map(this::withBuilding).toList(),
                terms.embodied(),
                terms.price());
        return switch (form) {
            case JSON ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(report(what, period));
            case CSV -> ResponseEntity.ok().contentType(CSV).body(ReportCsv.of(period));
            case SVG -> ResponseEntity.ok().contentType(SVG).body(ReportChart.of(period));
        };
    }

    private Slice withBuilding(Slice slice) {
        return new Slice(
                slice.from(),
                slice.to(),
                new Joules(slice.used().value() * terms.pue()),
                slice.basis(),
                slice.gramsPerKilowattHour(),
                slice.intents());
    }

    private Report report(Kind kind, PeriodReport period) {
        Duration covered = period.slices().stream()
                .map(slice -> Duration.between(slice.from(), slice.to()))
                .reduce(Duration.ZERO, Duration::plus);
        Watts mean = covered.isZero() ? null : period.used().per(covered);
        return new Report(
                kind,
                period.from(),
                period.to(),
                period.basis(),
                period.coverage(),
                terms.pue(),
                period.used().wattHours(),
                mean == null ? null : mean.value(),
                kind == Kind.POWER ? power(period, mean) : null,
                kind == Kind.CARBON ? carbon(period) : null,
                kind == Kind.COST ? cost(period, mean, covered) : null,
                kind == Kind.SCI ? sci(period) : null);
    }

    private Power power(PeriodReport period, @Nullable Watts mean) {
        Double perIntent = period.intents() == 0 ? null : period.used().value() / period.intents();
        if (mean == null) {
            return new Power(perIntent, null);
        }
        PowerBreakdown parts = terms.parts().scaledTo(mean.times(1 / terms.pue()), terms.pue());
        return new Power(
                perIntent,
                new Parts(
                        parts.cpu().value(),
                        parts.memory().value(),
                        parts.storage().value(),
                        parts.network().value(),
                        parts.cooling().value(),
                        Basis.ESTIMATED));
    }

    private Carbon carbon(PeriodReport period) {
        Tally tally = held.tally(period.from(), period.to());
        return new Carbon(
                period.operational().value(), period.sci().embodied().value(), tally.gramsSaved(), tally.released());
    }

    private Cost cost(PeriodReport period, @Nullable Watts mean, Duration covered) {
        Watts baseline = terms.baseline();
        if (baseline == null || mean == null) {
            return new Cost(period.cost(), terms.price(), null, null, null, null, null);
        }
        double intensity = period.operational().value() / period.used().kilowattHours();
        Savings savings = new Savings(
                baseline.times(terms.pue()), mean, covered, Double.isFinite(intensity) ? intensity : 0, terms.price());
        ReturnOnInvestment roi =
                terms.investment() == null ? null : new ReturnOnInvestment(savings.money(), terms.investment());
        return new Cost(
                period.cost(),
                terms.price(),
                savings.kilowattHours(),
                savings.grams(),
                savings.money(),
                roi == null ? null : roi.gross(),
                roi == null ? null : roi.net());
    }

    private static Sci sci(PeriodReport period) {
        return new Sci(
                period.operational().value(),
                period.sci().embodied().value(),
                period.intents(),
                period.sci().perThousandIntents().map(Grams::value).orElse(null));
    }

    private static <E extends Enum<E>> E parsed(Class<E> type, String text, String name) {
        for (E constant : List.of(type.getEnumConstants())) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        if (name.equals("kind")) {
            throw ProblemException.notFound("There are reports on power, carbon, cost and sci");
        }
        throw ProblemException.badRequest(Reason.of("parameter", name + ": not one of json, csv, svg"));
    }
}
