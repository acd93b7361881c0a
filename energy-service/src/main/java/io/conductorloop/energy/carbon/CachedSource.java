package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers what a source knew for a while, and asks for whole hours, so that questions that are near to each other have one
 * answer. What a source could not answer it is not asked again for a pause, and meanwhile what it said before is good for
 * longer.
 *
 * <p>Who asks what is being asked already waits for that answer; nobody waits for another's question. What is remembered is bounded by its
 * slots, 2 MB.
 */
public final class CachedSource implements CarbonIntensitySource {
    private static final int MOST = 256;
    private static final long MOST_SLOTS = 250_000;
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final CarbonIntensitySource source;
    private final Limits limits;
    private final InstantSource clock;
    private final Map<Question, Remembered> answers = new HashMap<>();
    private final Map<Question, CompletableFuture<IntensityAnswer>> asking = new HashMap<>();

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
        int slots() {
            return answer instanceof IntensityAnswer.Known known
                    ? known.series().size()
                    : 0;
        }

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
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        Question question =
                new Question(zone, floor(from), floor(to.plusSeconds(HOUR).minusNanos(1)));
        Instant now = clock.instant();
        CompletableFuture<IntensityAnswer> mine = new CompletableFuture<>();
        CompletableFuture<IntensityAnswer> others;
        synchronized (this) {
            Remembered known = answers.get(question);
            if (known != null && now.isBefore(known.until())) {
                return known.answer();
            }
            others = asking.putIfAbsent(question, mine);
        }
        if (others != null) {
            return others.join();
        }
        try {
            IntensityAnswer answer = remembered(question, source.intensity(zone, question.from(), question.to()), now);
            mine.complete(answer);
            return answer;
        } finally {
            synchronized (this) {
                asking.remove(question);
            }
            // Nobody waits for ever, whatever was thrown; no effect where there is an answer.
            mine.complete(new IntensityAnswer.Unavailable(name(), "could not be asked"));
        }
    }

    /** What is to be said, now that the source said this. */
    private synchronized IntensityAnswer remembered(Question question, IntensityAnswer answer, Instant now) {
        Remembered remembered = answer instanceof IntensityAnswer.Known
                ? new Remembered(answer, now, now.plus(limits.fresh()))
                : before(question, now)
                        .map(before -> new Remembered(before.answer(), before.asked(), now.plus(limits.pause())))
                        .orElseGet(() -> new Remembered(answer, now, now.plus(limits.pause())));
        answers.put(question, remembered);
        forget(now);
        return remembered.answer();
    }

    /** The latest answer that says what is asked, and is not too old. */
    private Optional<Remembered> before(Question question, Instant now) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().covers(question))
                .map(Map.Entry::getValue)
                .filter(answer -> answer.isKnownSince(now.minus(limits.stale())))
                .max(Comparator.comparing(Remembered::asked));
    }

    /** What is too old; then the oldest, until there is room. */
    private void forget(Instant now) {
        Instant oldest = now.minus(limits.stale());
        answers.values().removeIf(old -> !now.isBefore(old.until()) && !old.isKnownSince(oldest));
        while (answers.size() > MOST
                || answers.values().stream().mapToLong(Remembered::slots).sum() > MOST_SLOTS) {
            answers.entrySet().stream()
                    .min(Comparator.comparing(one -> one.getValue().asked()))
                    .ifPresent(one -> answers.remove(one.getKey()));
        }
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), HOUR) * HOUR);
    }
}
