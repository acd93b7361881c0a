package io.conductorloop.contracts;

/** The values of {@link RecordHeaders#TYPE}: what a record says has happened. The last part is the form's version. */
public final class EventTypes {
    /** The value is the intent's bytes, exactly as they came. Kept on every {@code intents.*} topic but the outcomes. */
    public static final String INTENT_RECEIVED = "io.conductorloop.intent.received.v1";

    /** The value is an {@link IntentEvent.IntentFinished} as JSON. */
    public static final String INTENT_FINISHED = "io.conductorloop.intent.finished.v1";

    /** The value is a dead letter's decision record as JSON: replayed or abandoned, by whom, when and why. */
    public static final String DEAD_LETTER_DECIDED = "io.conductorloop.deadletter.decided.v1";

    /** The value is a {@link TelemetrySample} as JSON. */
    public static final String TELEMETRY_SAMPLED = "io.conductorloop.telemetry.sampled.v1";

    /** The value is a {@link Directive} as JSON. */
    public static final String DIRECTIVE_GIVEN = "io.conductorloop.directive.given.v1";

    /** The value is an {@link AnomalyFound} as JSON. */
    public static final String ANOMALY_FOUND = "io.conductorloop.anomaly.found.v1";

    /** The value is an {@link EnergyPlanned} as JSON. */
    public static final String ENERGY_PLANNED = "io.conductorloop.energy.planned.v1";

    /** The value is a {@link FederationMessage} as JSON. */
    public static final String FEDERATION_SAID = "io.conductorloop.federation.said.v1";

    private EventTypes() {}
}
