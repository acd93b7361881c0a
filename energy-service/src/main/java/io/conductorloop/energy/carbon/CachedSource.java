package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers what a source knew for a while, and asks for whole hours, so that questions that are near to each other have one
 * answer. What could not be answered is asked again only after a pause, so that a source in trouble is left alone.
 */
public final class CachedSource implements CarbonIntensitySource {
    private static final int MOST = 256;
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final CarbonIntensitySource source;
    private final Duration fresh;
    private final Duration pause;
    private final InstantSource clock;
    private final Map<Question, Remembered> answers = new HashMap<>();

    private record Question(Zone zone, Instant from, Instant to) {}

    private record Remembered(IntensityAnswer answer, Instant until) {}

    /**
     * A memory before a source.
     *
     * @param fresh how long an answer is good
     * @param pause how long nothing is asked again that could not be answered
     */
    public CachedSource(CarbonIntensitySource source, Duration fresh, Duration pause, InstantSource clock) {
        this.source = source;
        this.fresh = fresh;
        this.pause = pause;
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
        Instant until = now.plus(answer instanceof IntensityAnswer.Known ? fresh : pause);
        answers.values().removeIf(old -> !now.isBefore(old.until()));
        if (answers.size() < MOST) {
            answers.put(question, new Remembered(answer, until));
        }
        return answer;
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), HOUR) * HOUR);
    }
}
