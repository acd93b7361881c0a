package io.conductorloop.energy.web;

import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.advice.Advice;
import io.conductorloop.energy.advice.WorkloadAdviser;
import io.conductorloop.energy.advice.WorkloadAdviser.Places;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.Workload;
import io.conductorloop.energy.sites.Site;
import io.conductorloop.web.ProblemException;
import io.conductorloop.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Plans workloads that may wait, or may run elsewhere. */
@RestController
@Tag(name = "Schedules")
public class ScheduleController {
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int MOST_ZONES = 20;
    private static final Duration ANY = Duration.ofSeconds(Long.MAX_VALUE);

    private final WorkloadAdviser adviser;
    private final Zone home;
    private final List<Site> sites;
    private final InstantSource clock;

    /**
     * Wires the surface.
     *
     * @param home the zone of a workload that names none
     * @param sites that a workload may name
     */
    public ScheduleController(WorkloadAdviser adviser, Zone home, List<Site> sites, InstantSource clock) {
        this.adviser = adviser;
        this.home = home;
        this.sites = sites;
        this.clock = clock;
    }

    /**
     * A workload.
     *
     * @param duration how long it runs, ISO 8601: PT30M
     * @param deadline when it must have ended
     * @param earliestStart before which it must not run; now where it says nothing
     * @param interruptible whether it may be suspended and resumed
     * @param powerWatts what it draws while it runs; 1000 where it says nothing, so that grams are for each kilowatt
     * @param zones where it may run; running at once means in the first
     * @param sites where it may run, instead of zones, by the names of {@code conductor.energy.sites}
     * @param demand what it asks of sites, in the unit of their capacities; 1 where it says nothing
     * @param latencyLimit further sites take nothing of it; any where it says nothing
     */
    record Question(
            @Nullable Duration duration,
            @Nullable Instant deadline,
            @Nullable Instant earliestStart,
            @Nullable Boolean interruptible,
            @Nullable Double powerWatts,
            @Nullable List<String> zones,
            @Nullable List<String> sites,
            @Nullable Double demand,
            @Nullable Duration latencyLimit) {}

    @PostMapping(
            path = "/api/v1/schedules",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Plan a workload",
            description = "The exact optimum for the present forecast, within the deadline; at once where the saving"
                    + " expected is no larger than what the forecast may be wrong by. Ask again as time goes on.")
    @ApiResponse(responseCode = "200", description = "The plan")
    @ApiResponse(responseCode = "400", description = "Not a workload", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "It cannot end by its deadline, or no sites that are near enough have room",
            content = @Content)
    ScheduleView plan(@RequestBody Question question) {
        Instant now = clock.instant();
        List<Reason> wrong = new ArrayList<>();
        Duration duration = question.duration();
        check(
                wrong,
                duration != null && duration.isPositive() && duration.compareTo(LONGEST) <= 0,
                "/duration",
                "is above zero, and " + LONGEST.toDays() + " days at most");
        check(wrong, question.deadline() != null, "/deadline", "is a time, as in 2026-01-31T13:00:00Z");
        check(
                wrong,
                question.deadline() == null || question.deadline().isBefore(now.plus(LONGEST)),
                "/deadline",
                "is within " + LONGEST.toDays() + " days from now");
        check(
                wrong,
                question.deadline() == null || Times.isUsual(question.deadline()),
                "/deadline",
                "is of the years 1970 to 9999");
        check(
                wrong,
                question.earliestStart() == null || Times.isUsual(question.earliestStart()),
                "/earliestStart",
                "is of the years 1970 to 9999");
        check(
                wrong,
                question.powerWatts() == null || (question.powerWatts() >= 0 && question.powerWatts() < 1e12),
                "/powerWatts",
                "is not negative");
        check(
                wrong,
                question.demand() == null || (question.demand() > 0 && question.demand() < 1e12),
                "/demand",
                "is above zero");
        check(
                wrong,
                question.latencyLimit() == null || !question.latencyLimit().isNegative(),
                "/latencyLimit",
                "is not negative");
        boolean bySites = question.sites() != null && !question.sites().isEmpty();
        Places places = bySites ? places(question, wrong) : Places.in(zones(question.zones(), wrong));
        if (!wrong.isEmpty()) {
            throw ProblemException.badRequest(wrong.toArray(Reason[]::new));
        }
        Workload work = new Workload(
                Objects.requireNonNull(duration),
                Objects.requireNonNullElse(question.earliestStart(), now),
                Objects.requireNonNull(question.deadline()),
                Boolean.TRUE.equals(question.interruptible()));
        Watts power = new Watts(Objects.requireNonNullElse(question.powerWatts(), 1000.0));
        return switch (adviser.advise(work, power, places)) {
            case Advice.Run run -> ScheduleView.of(run, bySites);
            case Advice.NoRoom(double unserved) ->
                throw ProblemException.unprocessable(new Reason(
                        "capacity",
                        "/sites",
                        "The sites within the latency limit have room for all but " + unserved + " of the demand"));
            case Advice.Impossible(SchedulePlan.TooLate late) ->
                throw ProblemException.unprocessable(new Reason(
                        "deadline",
                        "/deadline",
                        "To end in time it would have to start by " + late.latestStart() + ", and cannot before "
                                + late.earliestStart()));
        };
    }

    private List<Zone> zones(@Nullable List<String> names, List<Reason> wrong) {
        if (names == null || names.isEmpty()) {
            return List.of(home);
        }
        check(wrong, names.size() <= MOST_ZONES, "/zones", "are at most " + MOST_ZONES);
        List<Zone> zones = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            try {
                zones.add(new Zone(name == null ? "" : name));
            } catch (IllegalArgumentException e) {
                check(wrong, false, "/zones/" + i, "is a zone's name: letters, digits, '_', '.', '-'");
            }
        }
        return zones.stream().distinct().toList();
    }

    private Places places(Question question, List<Reason> wrong) {
        List<String> names = Objects.requireNonNull(question.sites());
        check(wrong, question.zones() == null || question.zones().isEmpty(), "/zones", "are not named beside sites");
        check(wrong, names.size() <= MOST_ZONES, "/sites", "are at most " + MOST_ZONES);
        List<Site> named = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), MOST_ZONES); i++) {
            String name = names.get(i);
            Site known = sites.stream()
                    .filter(site -> site.name().equals(name))
                    .findFirst()
                    .orElse(null);
            check(wrong, known != null, "/sites/" + i, "is one of conductor.energy.sites");
            if (known != null && !named.contains(known)) {
                named.add(known);
            }
        }
        return new Places(
                named,
                Objects.requireNonNullElse(question.demand(), 1.0),
                Objects.requireNonNullElse(question.latencyLimit(), ANY));
    }

    private static void check(List<Reason> wrong, boolean holds, String pointer, String rule) {
        if (!holds) {
            wrong.add(new Reason("workload", pointer, pointer.substring(1) + " " + rule));
        }
    }
}
