package io.conductorloop.validation;

import java.time.Duration;
import java.util.Map;

/** What can be counted about validation. */
public interface ValidationMetrics {
    /**
     * What became of the intents of one batch.
     *
     * @param copies what was dropped because another copy answers
     * @param brokenRules for each rule, by how many reasons of this batch it was broken
     * @param bytes of all intents together
     */
    record Tally(
            int accepted,
            int deferred,
            int duplicates,
            int rejected,
            int copies,
            Map<String, Integer> brokenRules,
            long bytes) {
        public Tally {
            brokenRules = Map.copyOf(brokenRules);
        }

        public int intents() {
            return accepted + deferred + duplicates + rejected + copies;
        }
    }

    /**
     * A batch was judged.
     *
     * @param checking how long its intents were looked at
     * @param remembering how long the stores were asked and told
     */
    void judged(Tally tally, Duration checking, Duration remembering);

    /** A record was put aside because it does not say which intent it is. */
    void unidentified();
}
