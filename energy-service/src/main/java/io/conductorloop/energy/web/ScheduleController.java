package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.advice.Advice;
import io.conductorloop.energy.advice.Advice.ZonePlan;
import io.conductorloop.energy.advice.WorkloadAdviser;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.schedule.Workload;
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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    private final WorkloadAdviser adviser;
    private final Zone home;
    private final InstantSource clock;

    /** @param home the zone of a workload that names none */
    public ScheduleController(WorkloadAdviser adviser, Zone home, InstantSource clock) {
        this.adviser = adviser;
        this.home = home;
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
     */
    record Question(
            @Nullable Duration duration,
            @Nullable Instant deadline,
            @Nullable Instant earliestStart,
            @Nullable Boolean interruptible,
            @Nullable Double powerWatts,
            @Nullable List<String> zones) {}

    /** How it should run. */
    enum Decision {
        WAIT,
        RUN_AT_ONCE
    }

    /**
     * The plan.
     *
     * @param why where it does not wait: the reason
     * @param expectedGrams CO2e by this plan
     * @param gramsAtOnce CO2e had it run as early as allowed in the first zone
     * @param others what the other zones would come to
     * @param unknown zones nothing is known of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            Decision decision,
            SchedulePlan.@Nullable Why why,
            String zone,
            List<Window> windows,
            @Nullable Double expectedGrams,
            @Nullable Double gramsAtOnce,
            @Nullable Double expectedSavingGrams,
            @Nullable Double expectedIntensity,
            String source,
            boolean estimated,
            List<Other> others,
            Map<String, String> unknown) {}

    /** Another zone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Other(
            String zone, List<Window> windows, @Nullable Double expectedGrams, String source, boolean estimated) {}

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
    @ApiResponse(responseCode = "422", description = "It cannot end by its deadline", content = @Content)
    Answer plan(@RequestBody Question question) {
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
        List<Zone> zones = zones(question.zones(), wrong);
        if (!wrong.isEmpty()) {
            throw ProblemException.badRequest(wrong.toArray(Reason[]::new));
        }
        Workload work = new Workload(
                Objects.requireNonNull(duration),
                Objects.requireNonNullElse(question.earliestStart(), now),
                Objects.requireNonNull(question.deadline()),
                Boolean.TRUE.equals(question.interruptible()));
        Watts power = new Watts(Objects.requireNonNullElse(question.powerWatts(), 1000.0));
        return switch (adviser.advise(work, power, zones)) {
            case Advice.Run run -> answer(run);
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
            try {
                zones.add(new Zone(names.get(i)));
            } catch (IllegalArgumentException e) {
                check(wrong, false, "/zones/" + i, "is a zone's name: letters, digits, '_', '.', '-'");
            }
        }
        return zones.stream().distinct().toList();
    }

    private static void check(List<Reason> wrong, boolean holds, String pointer, String rule) {
        if (!holds) {
            wrong.add(new Reason("workload", pointer, pointer.substring(1) + " " + rule));
        }
    }

    private static Answer answer(Advice.Run run) {
        ZonePlan best = run.best();
        Map<String, String> unknown = new TreeMap<>();
        run.unknown().forEach((zone, reason) -> unknown.put(zone.name(), reason));
        return new Answer(
                best.plan() instanceof SchedulePlan.Deferred ? Decision.WAIT : Decision.RUN_AT_ONCE,
                best.plan() instanceof SchedulePlan.AtOnce atOnce ? atOnce.why() : null,
                best.zone().name(),
                best.plan().windows(),
                Numbers.known(best.grams()),
                Numbers.known(run.atOnce()),
                Numbers.known(run.atOnce() - best.grams()),
                Numbers.known(best.intensity()),
                best.source(),
                best.estimated(),
                run.others().stream()
                        .map(other -> new Other(
                                other.zone().name(),
                                other.plan().windows(),
                                Numbers.known(other.grams()),
                                other.source(),
                                other.estimated()))
                        .toList(),
                unknown);
    }
}
