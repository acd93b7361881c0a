package io.conductorloop.endtoend.faults;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Evidence.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A line per fault, printed and appended to a table. Counted apart from the promises, which may fail after it. */
final class FaultReport {
    private static final Path TABLE = Path.of("target", "fault-report.md");
    private static final String HEAD = """
            | fault | seed | intents | outcomes | lost | doubled | order breaks | first outcome after | all done after | whole run |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private FaultReport() {}

    static void add(Fault fault, long seed, Evidence evidence, Recovery recovery) throws IOException {
        Map<IntentState, Long> outcomes = outcomes(evidence);
        long lost = lost(evidence);
        long doubled = doubled(evidence);
        long breaks = orderBreaks(evidence);
        String name = fault.remark().isEmpty() ? fault.name() : fault.name() + " (" + fault.remark() + ")";
        int intents = evidence.submitted().size();
        String first = Recovery.seconds(recovery.first());
        String all = Recovery.seconds(recovery.all());
        System.out.printf(
                "fault: %s; seed %d; intents in %d; outcomes %s; lost %d, doubled %d, order breaks %d; first outcome after"
                        + " %s, all done after %s%n",
                name, seed, intents, outcomes, lost, doubled, breaks, first, all);
        if (Files.notExists(TABLE)) {
            Files.writeString(TABLE, HEAD);
        }
        Files.writeString(
                TABLE,
                "| %s | %d | %d | %s | %d | %d | %d | %s | %s | %s |%n"
                        .formatted(
                                name,
                                seed,
                                intents,
                                outcomes,
                                lost,
                                doubled,
                                breaks,
                                first,
                                all,
                                Recovery.seconds(recovery.whole())),
                StandardOpenOption.APPEND);
    }

    private static Map<IntentState, Long> outcomes(Evidence evidence) {
        Map<IntentId, IntentState> byId = new HashMap<>();
        evidence.outcomes().forEach(outcome -> byId.put(outcome.id(), outcome.state()));
        return byId.values().stream()
                .collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()));
    }

    private static long lost(Evidence evidence) {
        Set<String> lost = new HashSet<>(evidence.submitted());
        lost.removeAll(evidence.outcomes().stream().map(IntentFinished::file).collect(Collectors.toSet()));
        return lost.size();
    }

    private static long doubled(Evidence evidence) {
        return evidence.effects().size()
                - evidence.effects().stream().map(Effect::id).distinct().count();
    }

    private static long orderBreaks(Evidence evidence) {
        Map<Target, Long> last = new HashMap<>();
        long breaks = 0;
        for (Effect effect : evidence.effects()) {
            Long before = last.put(effect.target(), effect.sequence());
            breaks += before != null && before > effect.sequence() ? 1 : 0;
        }
        return breaks;
    }
}
