package io.conductorloop.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A valid intent, as {@code intent.schema.json} describes it.
 *
 * @param replicas 1 to 100
 * @param priority 0 to 10, 10 first; 5 where the intent says nothing
 */
public record Intent(
        IntentType type,
        Target target,
        int replicas,
        int priority,
        @Nullable String reason,
        @Nullable String source,
        @Nullable String correlationId,
        Constraints constraints,
        @Nullable String blueprint) {

    /** The priority of an intent that states none. */
    public static final int DEFAULT_PRIORITY = 5;

    /**
     * Limits the author sets on how the intent may be carried out.
     *
     * @param allowedNamespaces empty: any
     * @param deferrable whether the intent may wait for clean power
     * @param deadline when it must have been carried out
     * @param data what a configuration is to say beyond the intent's own fields: texts by key, other values as JSON
     * @param sites the repositories of which any will do for a package that is in none yet; empty: the executor's choice
     * @param maxLatency how far away, at most, the site may be that is chosen of these; null: any
     */
    public record Constraints(
            @Nullable Integer minReplicas,
            @Nullable Integer maxReplicas,
            List<String> allowedNamespaces,
            @Nullable String kptPackageName,
            @Nullable String porchRepository,
            boolean deferrable,
            @Nullable Instant deadline,
            SortedMap<String, String> data,
            List<String> sites,
            @Nullable Duration maxLatency) {
        /** No limits. */
        public static final Constraints NONE = new Constraints(null, null, List.of(), null, null, false, null);

        public Constraints {
            allowedNamespaces = List.copyOf(allowedNamespaces);
            sites = List.copyOf(sites);
            data = data.isEmpty()
                    ? Collections.emptySortedMap()
                    : Collections.unmodifiableSortedMap(new TreeMap<>(data));
        }

        /** Without data and a choice of sites. */
        public Constraints(
                @Nullable Integer minReplicas,
                @Nullable Integer maxReplicas,
                List<String> allowedNamespaces,
                @Nullable String kptPackageName,
                @Nullable String porchRepository,
                boolean deferrable,
                @Nullable Instant deadline) {
            this(
                    minReplicas,
                    maxReplicas,
                    allowedNamespaces,
                    kptPackageName,
                    porchRepository,
                    deferrable,
                    deadline,
                    Collections.emptySortedMap(),
                    List.of(),
                    null);
        }
    }
}
