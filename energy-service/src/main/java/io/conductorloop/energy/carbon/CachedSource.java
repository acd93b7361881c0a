package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what a source knew for a while, and asks for whole hours, so that questions that are near to each other have one
 * answer. What a source could not answer it is not asked again for a pause, and meanwhile what it said before is good for
 * longer.
 */
public final class CachedSource implements CarbonIntensitySource {
    private static final int MOST = 256;
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final CarbonIntensitySource source;
    private final Limits limits;
    private final InstantSource clock;
    private final Map<Question, Remembered> answers = new HashMap<>();

    /**
     * How long.
     *
     * @param fresh an answer is good
     * @param pause nothing is asked again that could not be answered
     * @param stale an answer is good while the source cannot give a better one
     */
    public record Limits(Duration fresh, Duration pause, Duration stale) {}

    private record Question(Zone zone, Instant from, Instant to) {
        boolean covers(Question other) {
            return zone.equals(other.zone) && !from.isAfter(other.from) && !to.isBefore(other.to);
        }
    }

    private record Remembered(IntensityAnswer answer, Instant asked, Instant until) {
        boolean isKnownSince(Instant moment) {
            return answer instanceof IntensityAnswer.Known && !asked.isBefore(moment);
        }
    }

    public CachedSource(CarbonIntensitySource source, Limits limits, InstantSource clock) {
        this.source = source;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public synchronized IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        Question question =
                new Question(zone, floor(from), floor(to.plusSeconds(HOUR).minusNanos(1)));
        Instant now = clock.instant();
        Remembered known = answers.get(question);
        if (known != null && now.isBefore(known.until())) {
            return known.answer();
        }
        IntensityAnswer answer = source.intensity(zone, question.from(), question.to());
        if (!(answer instanceof IntensityAnswer.Known)) {
            Optional<Remembered> before = before(question, now);
            if (before.isPresent()) {
                answers.put(
                        question,
                        new Remembered(before.get().answer(), before.get().asked(), now.plus(limits.pause())));
                return before.get().answer();
            }
        }
        forget(now);
        answers.put(
                question,
                new Remembered(
                        answer,
                        now,
                        now.plus(answer instanceof IntensityAnswer.Known ? limits.fresh() : limits.pause())));
        return answer;
    }

    /** The latest answer that says what is asked, and is not too old. */
    private Optional<Remembered> before(Question question, Instant now) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().covers(question))
                .map(Map.Entry::getValue)
                .filter(answer -> answer.isKnownSince(now.minus(limits.stale())))
                .max(Comparator.comparing(Remembered::asked));
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(limits.stale());
        answers.values().removeIf(old -> !now.isBefore(old.until()) && !old.isKnownSince(oldest));
        if (answers.size() >= MOST) {
            answers.clear();
        }
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), HOUR) * HOUR);
    }
}
