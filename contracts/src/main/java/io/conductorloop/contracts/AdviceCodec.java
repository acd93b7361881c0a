package io.conductorloop.contracts;

/**
 * Turns telemetry, directives, anomalies and plans into bytes and back. Whatever a reader is given, it answers with a value that
 * means something or an {@link IllegalArgumentException} that says what does not.
 */
public interface AdviceCodec {
    byte[] encode(TelemetrySample sample);

    byte[] encode(Directive directive);

    byte[] encode(AnomalyFound anomaly);

    byte[] encode(EnergyPlanned plan);

    /**
     * The sample in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no sample in a version this codec knows; says why
     */
    TelemetrySample sample(byte[] bytes);

    /**
     * The directive in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no directive in a version this codec knows; says why
     */
    Directive directive(byte[] bytes);

    /**
     * The anomaly in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no anomaly in a version this codec knows; says why
     */
    AnomalyFound anomaly(byte[] bytes);

    /**
     * The plan in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no plan in a version this codec knows; says why
     */
    EnergyPlanned plan(byte[] bytes);
}
