package io.conductorloop.energy.web;

import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.Outlook;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.web.CarbonAwareViews.Average;
import io.conductorloop.energy.web.CarbonAwareViews.Emission;
import io.conductorloop.energy.web.CarbonAwareViews.Forecast;
import io.conductorloop.energy.web.CarbonAwareViews.ForecastQuestion;
import io.conductorloop.energy.web.CarbonAwareViews.Location;
import io.conductorloop.energy.web.CarbonAwareViews.Point;
import io.conductorloop.web.ProblemException;
import io.conductorloop.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The paths of the Carbon Aware SDK's web API, answered from this service's sources, so that its clients work. Locations are
 * grid zones. Where nothing is known the answer is 204, as there.
 */
@RestController
@Tag(name = "Carbon Aware SDK")
public class CarbonAwareController {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration RECENTLY = Duration.ofMinutes(5);
    private static final int MOST = 50;
    private static final int MOST_DAYS = 7;

    private final GridOutlook grid;
    private final List<Zone> zones;
    private final InstantSource clock;

    /** @param zones that {@code /locations} lists; others may be asked for */
    public CarbonAwareController(GridOutlook grid, List<Zone> zones, InstantSource clock) {
        this.grid = grid;
        this.zones = List.copyOf(zones);
        this.clock = clock;
    }

    @GetMapping(path = "/locations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The zones that are set up, by name")
    Map<String, Location> locations() {
        Map<String, Location> locations = new TreeMap<>();
        zones.forEach(zone -> locations.put(zone.name(), new Location(zone.name())));
        return locations;
    }

    @GetMapping(
            path = {"/emissions/bylocation", "/emissions/bylocations"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Carbon intensity that was, of the last day where no time is given")
    ResponseEntity<List<Emission>> emissions(
            @RequestParam List<String> location,
            @RequestParam(required = false) @Nullable Instant time,
            @RequestParam(required = false) @Nullable Instant toTime) {
        return found(known(location, time, toTime));
    }

    @GetMapping(
            path = {"/emissions/bylocation/best", "/emissions/bylocations/best"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The cleanest of them")
    ResponseEntity<List<Emission>> best(
            @RequestParam List<String> location,
            @RequestParam(required = false) @Nullable Instant time,
            @RequestParam(required = false) @Nullable Instant toTime) {
        List<Emission> known = known(location, time, toTime);
        double least = known.stream().mapToDouble(Emission::rating).min().orElse(Double.NaN);
        return found(known.stream().filter(one -> one.rating() == least).toList());
    }

    @GetMapping(path = "/emissions/forecasts/current", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What is expected, and when it is cleanest")
    ResponseEntity<List<Forecast>> current(
            @RequestParam List<String> location,
            @RequestParam(required = false) @Nullable Instant dataStartAt,
            @RequestParam(required = false) @Nullable Instant dataEndAt,
            @RequestParam(required = false) @Nullable Integer windowSize) {
        List<Forecast> forecasts = new ArrayList<>();
        for (Zone zone : zones(location)) {
            add(forecasts, zone, new ForecastQuestion(null, zone.name(), dataStartAt, dataEndAt, windowSize));
        }
        return found(forecasts);
    }

    @PostMapping(
            path = "/emissions/forecasts/batch",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Several forecasts",
            description =
                    "Of a moment in the past: by the plain forecaster from what was known then, as what sources forecast is not kept.")
    ResponseEntity<List<Forecast>> batch(@RequestBody List<ForecastQuestion> questions) {
        limited(questions);
        long days = questions.stream()
                .filter(question -> question != null && question.requestedAt() != null)
                .map(question ->
                        usual(Objects.requireNonNull(question.requestedAt())).truncatedTo(ChronoUnit.DAYS))
                .distinct()
                .count();
        if (days > MOST_DAYS) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "requestedAt: of at most " + MOST_DAYS + " days at once"));
        }
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            ForecastQuestion question = questions.get(i);
            if (question == null || question.location() == null) {
                throw ProblemException.badRequest(new Reason("required", "/" + i + "/location", "location is missing"));
            }
            add(forecasts, zone(question.location()), question);
        }
        return found(forecasts);
    }

    @GetMapping(path = "/emissions/average-carbon-intensity", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The mean intensity over a time, weighted by time")
    ResponseEntity<Average> average(
            @RequestParam String location, @RequestParam Instant startTime, @RequestParam Instant endTime) {
        checked(startTime, endTime);
        IntensitySeries series = grid.series(zone(location), startTime, endTime);
        double mean = MeanIntensity.over(series, List.of(new Window(startTime, endTime)));
        return Double.isNaN(mean)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok(new Average(location, startTime, endTime, mean));
    }

    private List<Emission> known(List<String> locations, @Nullable Instant time, @Nullable Instant toTime) {
        Instant to = toTime == null ? clock.instant() : toTime;
        Instant from = time == null ? to.minus(DAY) : time;
        checked(from, to);
        List<Emission> emissions = new ArrayList<>();
        for (Zone zone : zones(locations)) {
            emissions.addAll(CarbonAwareViews.emissions(zone, grid.series(zone, from, to), from, to));
        }
        return emissions;
    }

    private void add(List<Forecast> forecasts, Zone zone, ForecastQuestion question) {
        Instant now = clock.instant();
        Instant asked = usual(Objects.requireNonNullElse(question.requestedAt(), now));
        boolean isPast = asked.isBefore(now.minus(RECENTLY));
        Instant at = isPast ? asked : now;
        Instant end = usual(Objects.requireNonNullElse(question.dataEndAt(), at.plus(DAY)));
        checked(at, end);
        if (!((isPast ? grid.asOf(zone, at, end) : grid.from(zone, at, end)) instanceof Outlook.Expected outlook)) {
            return;
        }
        IntensitySeries expected = outlook.forecast().expected();
        Integer minutes = question.windowSize();
        if (minutes != null && (minutes < 1 || minutes > LONGEST.toMinutes())) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "windowSize: minutes, 1 to " + LONGEST.toMinutes()));
        }
        Duration window = minutes == null ? expected.step() : Duration.ofMinutes(minutes);
        Instant start = usual(Objects.requireNonNullElse(question.dataStartAt(), expected.start()));
        List<Point> points = CarbonAwareViews.points(zone, expected, start, end, window);
        double least = points.stream().mapToDouble(Point::value).min().orElse(Double.NaN);
        forecasts.add(new Forecast(
                at,
                question.requestedAt(),
                zone.name(),
                start,
                end,
                window.toMinutes(),
                points.stream().filter(point -> point.value() == least).toList(),
                points));
    }

    private static Instant usual(Instant time) {
        if (!Times.isUsual(time)) {
            throw ProblemException.badRequest(Reason.of("parameter", "The time is not of the years 1970 to 9999"));
        }
        return time;
    }

    private static void checked(Instant from, Instant to) {
        if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to)) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "The time: from before to, and " + LONGEST.toDays() + " days at most"));
        }
    }

    private static List<Zone> zones(List<String> names) {
        limited(names);
        return names.stream().map(CarbonAwareController::zone).distinct().toList();
    }

    private static void limited(List<?> asked) {
        if (asked.size() > MOST) {
            throw ProblemException.badRequest(Reason.of("parameter", "At most " + MOST + " at once"));
        }
    }

    private static Zone zone(String name) {
        try {
            return new Zone(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(Reason.of("parameter", "location: " + e.getMessage()));
        }
    }

    private static <T> ResponseEntity<List<T>> found(List<T> some) {
        return some.isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(some);
    }
}
