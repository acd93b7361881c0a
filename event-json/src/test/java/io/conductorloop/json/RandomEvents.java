package io.conductorloop.json;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Events of every kind with any text in them, from a seeded source of chance. */
final class RandomEvents {
    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    IntentEvent next() {
        return switch (random.nextInt(6)) {
            case 0 -> new IntentReceived(id(), instant(), text(), maybe(text()), maybe(target()), text(), number());
            case 1 ->
                new IntentJudged(
                        id(), instant(), number(), pick(IntentState.ACCEPTED, IntentState.DUPLICATE), maybe(id()));
            case 2 -> new IntentExecuting(id(), instant(), random.nextInt(1, Integer.MAX_VALUE));
            case 3 -> new IntentRetrying(id(), instant(), random.nextInt(1, 100), instant(), reason());
            case 4 -> new IntentProposed(id(), instant(), text(), text(), random.nextBoolean());
            default ->
                new IntentFinished(
                        id(), instant(), text(), number(), text(), maybe(text()), maybe(target()), outcome());
        };
    }

    private Outcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Executed(text(), text());
            case 1 -> new Outcome.Duplicate(id());
            case 2 -> new Outcome.Superseded(id());
            case 3 ->
                new Outcome.Rejected(Stream.generate(this::reason)
                        .limit(random.nextInt(1, 5))
                        .toList());
            default -> new Outcome.Failed(reason(), random.nextInt(1, 100));
        };
    }

    private Reason reason() {
        return new Reason(text(), text(), text());
    }

    private Target target() {
        return new Target(text(), text());
    }

    private IntentId id() {
        long high = (random.nextLong() & ~0xf000L) | 0x7000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new IntentId(new UUID(high, low));
    }

    private Instant instant() {
        int nanos = random.nextInt(1_000_000_000);
        int coarse = List.of(1, 1_000, 1_000_000, 1_000_000_000).get(random.nextInt(4));
        return Instant.ofEpochSecond(random.nextLong(253_402_300_800L), nanos - nanos % coarse);
    }

    private long number() {
        return random.nextLong() >>> random.nextInt(1, 64);
    }

    private String text() {
        int kind = random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(kind == 0 ? 3_000 : 40); left > 0; left--) {
            text.append((char) (kind == 1 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    private <T> T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
