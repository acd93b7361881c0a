package io.conductorloop.energy.outlook;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One grid's past, what was forecast from it, and how that did. It grows with every slot that becomes known, and begins anew
 * with the latest part when it is twice as long as it need be, so that it never takes more memory than that. Not safe for several threads.
 */
final class ZoneStudy {
    /** How far back forecasts are made after the fact, so that their errors are known from the beginning. */
    private static final int REPLAYED_DAYS = 10;

    private static final Duration AHEAD = Duration.ofDays(15);

    private final String source;
    private final int longest;
    private final int day;
    private final IntensityForecaster plain = GridForecaster.plain();
    private final Duel own;
    private final Duel provided;
    private final Deque<Said> said = new ArrayDeque<>();
    private IntensityForecaster learnt = new GridForecaster();
    private IntensitySeries past;
    private int studied;

    /** What was said of the next day when {@code origin} was the first slot that was not known. */
    private record Said(
            int origin, double[] plain, double[] learnt, double @Nullable [] provider, boolean learntActs) {}

    /**
     * Begins.
     *
     * @param past in slots of which a day is a whole number
     * @param longest how many slots of it are enough
     */
    ZoneStudy(String source, IntensitySeries past, int longest) {
        this.source = source;
        this.longest = longest;
        this.past = past;
        this.day = (int) Duration.ofDays(1).dividedBy(past.step());
        this.own = new Duel(day);
        this.provided = new Duel(day);
        this.studied = Math.max(0, past.size() - REPLAYED_DAYS * day);
    }

    String source() {
        return source;
    }

    /** The end of what is known. */
    Instant end() {
        return past.end();
    }

    /** How many slots are kept. */
    int size() {
        return past.size();
    }

    Duration step() {
        return past.step();
    }

    /** Takes in what has become known since. */
    void append(IntensitySeries later) {
        int more = later.slotOf(past.end());
        int size = past.size();
        double[] values = Arrays.copyOf(past.values(), size + Math.max(0, later.size() - more));
        for (int i = size; i < values.length; i++) {
            values[i] = later.value(more + i - size);
        }
        past = IntensitySeries.of(past.start(), past.step(), values);
        if (values.length > 2 * longest) {
            int dropped = values.length - longest;
            past = past.slots(dropped, values.length);
            learnt = new GridForecaster();
            studied = Math.max(0, studied - dropped);
            said.clear();
        }
    }

    /**
     * Forecasts from every slot that has become known since, and scores what was forecast of it.
     *
     * @param provider what the source itself says of the time from now on; null where it says nothing
     */
    Studied study(@Nullable IntensitySeries provider, boolean estimated) {
        for (; studied < past.size(); studied++) {
            score(studied);
            say(studied + 1, studied + 1 == past.size() ? provider : null);
        }
        int slots = (int) AHEAD.dividedBy(past.step());
        boolean learntActs = own.challengerIsBetter();
        IntensityForecaster better = learntActs ? learnt : plain;
        return new Studied(
                source,
                estimated,
                better.forecast(past, slots),
                learntActs,
                provider != null,
                provided.challengerIsBetter(),
                own.championError(),
                own.challengerError(),
                provided.championError());
    }

    private void say(int origin, @Nullable IntensitySeries provider) {
        IntensitySeries known = past.slots(0, origin);
        try {
            said.addLast(new Said(
                    origin,
                    values(plain.forecast(known, day)),
                    values(learnt.forecast(known, day)),
                    provider == null ? null : day(provider, known.end()),
                    own.challengerIsBetter()));
        } catch (IllegalArgumentException _) {
            // Nothing was known of the last weeks then, so nothing could be said.
        }
        if (said.size() > day) {
            said.removeFirst();
        }
    }

    private void score(int slot) {
        double truth = past.value(slot);
        for (Said one : said) {
            int ahead = slot - one.origin();
            if (ahead >= day) {
                continue;
            }
            own.add(truth, one.plain()[ahead], one.learnt()[ahead]);
            double[] provider = one.provider();
            if (provider != null) {
                provided.add(truth, provider[ahead], (one.learntActs() ? one.learnt() : one.plain())[ahead]);
            }
        }
    }

    private double[] day(IntensitySeries provider, Instant from) {
        double[] values = new double[day];
        Arrays.setAll(values, ahead -> provider.at(from.plus(past.step().multipliedBy(ahead))));
        return values;
    }

    private static double[] values(IntensityForecast forecast) {
        return forecast.expected().values();
    }
}
