package io.conductorloop.contracts;

import java.util.List;

/** The topics, in flow order. The only place in Java where a topic's name stands. */
public final class Topics {
    /** Every intent as it arrived; the record's offset is the intent's sequence. Written by ingest, read by validation. */
    public static final String RECEIVED = "intents.received";

    /** Intents to carry out now. Written by validation, and by energy when a deferred one's time has come; read by the executor. */
    public static final String ACCEPTED = "intents.accepted";

    /** Accepted intents that may wait for clean power. Written by validation when deferral is on; read by energy. */
    public static final String DEFERRED = "intents.deferred";

    /** Deferred intents that wait now, keyed by intent id and compacted. Written and read by energy. */
    public static final String HELD = "intents.held";

    /** Intents whose execution failed in passing and is due again later. Written and read by the executor. */
    public static final String RETRY = "intents.retry";

    /** Intents that wait for a person's decision, keyed by intent id and compacted. Written and read by the executor. */
    public static final String PROPOSED = "intents.proposed";

    /** How each intent ended: {@link IntentEvent.IntentFinished} as JSON. Read by ingest. */
    public static final String OUTCOMES = "intents.outcomes";

    /** Intents that failed for good, with what was decided about them since. Written and read by the executor. */
    public static final String DEAD = "intents.dead";

    /** What each service instance does and takes, {@link TelemetrySample} a second as JSON; kept an hour. Read by ml and energy. */
    public static final String TELEMETRY = "pipeline.telemetry";

    /** Advice to the services, {@link Directive} as JSON; kept an hour. Written by ml and energy, read by whom it is for. */
    public static final String DIRECTIVES = "pipeline.directives";

    /** What telemetry shows that is not normal, {@link AnomalyFound} as JSON. Written by ml. */
    public static final String ANOMALIES = "ml.anomalies";

    /** What was decided about energy and by what figures, {@link EnergyPlanned} as JSON; kept an hour. Written by energy, read by ingest. */
    public static final String PLANS = "energy.plans";

    /** What sites that learn together say to each other, {@link FederationMessage} as JSON; kept an hour. Written and read by ml. */
    public static final String FEDERATION = "ml.federation";

    /** All of them, in flow order. */
    public static final List<String> ALL = List.of(
            RECEIVED,
            ACCEPTED,
            DEFERRED,
            HELD,
            RETRY,
            PROPOSED,
            OUTCOMES,
            DEAD,
            TELEMETRY,
            DIRECTIVES,
            ANOMALIES,
            PLANS,
            FEDERATION);

    private Topics() {}
}
