package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Intents dropped as files, by turns one that may wait for some minutes and one that may not. Of ten that may wait the last is
 * for the target of the one before.
 */
final class WaitingLoad {
    private static final int URGENT_TARGETS = 100;
    private static final Duration SOONEST = Duration.ofMinutes(6);
    private static final int SPREAD_SECONDS = 240;

    private final Path handoff;
    private final InstantSource clock;
    private final Random random;
    private final Map<String, Instant> waiting = new LinkedHashMap<>();
    private final Set<String> urgent = new LinkedHashSet<>();

    /** @param clock by which deadlines are */
    WaitingLoad(Path handoff, InstantSource clock, long seed) {
        this.handoff = handoff;
        this.clock = clock;
        this.random = new Random(seed);
        System.out.println("waiting load seed " + seed);
    }

    /** Drops {@code pairs} of each kind. */
    void drop(int pairs) throws IOException {
        for (int i = 0; i < pairs; i++) {
            int number = waiting.size();
            // Of whole seconds, as somebody would write it.
            Instant deadline = Instant.ofEpochSecond(
                    clock.instant().plus(SOONEST).getEpochSecond() + random.nextInt(SPREAD_SECONDS));
            String constraints = ",\"constraints\":{\"deferrable\":true,\"deadline\":\"%s\"}".formatted(deadline);
            waiting.put(write("w", number, number % 10 == 9 ? number - 1 : number, constraints), deadline);
            urgent.add(write("u", number, number % URGENT_TARGETS, ""));
        }
    }

    private String write(String kind, int number, int target, String more) throws IOException {
        String name = "intent-%s%05d.json".formatted(kind, number);
        String json =
                "{\"intent_type\":\"scaling\",\"target\":\"%s-%d\",\"namespace\":\"ns-%d\",\"replicas\":%d,\"priority\":%d%s}"
                        .formatted(kind, target, target % 20, 1 + number % 90, random.nextInt(9), more);
        Path hidden = Files.write(handoff.resolve(".writing-" + name), json.getBytes(UTF_8));
        Files.move(hidden, handoff.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    /** Files of those that may wait, with their deadlines. */
    Map<String, Instant> waiting() {
        return waiting;
    }

    /** Files of those that may not. */
    Set<String> urgent() {
        return urgent;
    }

    /** All files. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(waiting.keySet());
        all.addAll(urgent);
        return all;
    }
}
