package io.conductorloop.json;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.TelemetrySample.Power;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Telemetry, directives, anomalies and plans as compact JSON objects, version 1. Safe for use by many threads.
 *
 * <p>Fields have the records' own names, times RFC 3339, durations whole nanoseconds with {@code Nanos} after their name.
 * Absent values are left out. A reader ignores fields it does not know, so fields may be added within a version.
 */
public final class JsonAdviceCodec implements AdviceCodec {
    private static final int VERSION = 1;
    private static final int TYPICAL_BYTES = 512;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public byte[] encode(TelemetrySample sample) {
        return write(out -> {
            out.writeStringProperty("service", sample.service());
            out.writeStringProperty("instance", sample.instance());
            out.writeStringProperty("at", sample.at().toString());
            writeNanos("interval", sample.interval(), out);
            out.writeNumberProperty("workers", sample.workers());
            out.writeNumberProperty("cpuShare", sample.cpuShare());
            out.writeNumberProperty("heapBytes", sample.heapBytes());
            out.writeNumberProperty("queueDepth", sample.queueDepth());
            writeNanos("latencyP99", sample.latencyP99(), out);
            out.writeNumberProperty("throughput", sample.throughput());
            out.writeNumberProperty("arrivals", sample.arrivals());
            Map<String, Double> byType = new TreeMap<>();
            sample.arrivalsByType()
                    .forEach((type, rate) -> byType.put(type.name().toLowerCase(Locale.ROOT), rate));
            writeNumbers("arrivalsByType", byType, out);
            Batches batches = sample.batches();
            if (batches != null) {
                out.writeObjectPropertyStart("batches");
                out.writeNumberProperty("intents", batches.intents());
                out.writeNumberProperty("bytes", batches.bytes());
                writeNanos("took", batches.took(), out);
                writeNanos("work", batches.work(), out);
                out.writeEndObject();
            }
            writePower(sample.power(), out);
        });
    }

    @Override
    public byte[] encode(Directive directive) {
        return write(out -> {
            out.writeStringProperty("service", directive.service());
            out.writeStringProperty("decidedBy", directive.decidedBy());
            out.writeStringProperty("modelVersion", directive.modelVersion());
            out.writeNumberProperty("confidence", directive.confidence());
            out.writeStringProperty("decidedAt", directive.decidedAt().toString());
            out.writeStringProperty("validUntil", directive.validUntil().toString());
            writeInteger("workers", directive.workers(), out);
            writeInteger("batchSize", directive.batchSize(), out);
            writeInteger("frequencyStep", directive.frequencyStep(), out);
        });
    }

    @Override
    public byte[] encode(AnomalyFound anomaly) {
        return write(out -> {
            out.writeStringProperty("service", anomaly.service());
            out.writeStringProperty("instance", anomaly.instance());
            out.writeStringProperty("at", anomaly.at().toString());
            out.writeNumberProperty("error", anomaly.error());
            out.writeNumberProperty("threshold", anomaly.threshold());
            out.writeStringProperty("by", anomaly.by());
            writeNumbers("shares", new TreeMap<>(anomaly.shares()), out);
        });
    }

    @Override
    public byte[] encode(EnergyPlanned plan) {
        return write(out -> {
            out.writeStringProperty("service", plan.service());
            out.writeStringProperty("decidedAt", plan.decidedAt().toString());
            out.writeStringProperty("validUntil", plan.validUntil().toString());
            out.writeStringProperty("why", plan.why());
            out.writeNumberProperty("confidence", plan.confidence());
            writeInteger("workers", plan.workers(), out);
            writeInteger("megahertz", plan.megahertz(), out);
            writePower(plan.power(), out);
            Grid grid = plan.grid();
            if (grid != null) {
                out.writeObjectPropertyStart("grid");
                out.writeStringProperty("zone", grid.zone());
                out.writeNumberProperty("gramsPerKilowattHour", grid.gramsPerKilowattHour());
                out.writeBooleanProperty("estimated", grid.estimated());
                out.writeEndObject();
            }
            out.writeNumberProperty("pue", plan.pue());
        });
    }

    @Override
    public TelemetrySample sample(byte[] bytes) {
        return read(bytes, "telemetry", JsonAdviceCodec::sample);
    }

    private static TelemetrySample sample(ObjectFields fields) {
        ObjectFields byType = fields.maybeObject("arrivalsByType");
        ObjectFields batches = fields.maybeObject("batches");
        return new TelemetrySample(
                fields.text("service"),
                fields.text("instance"),
                fields.instant("at"),
                fields.nanos("intervalNanos"),
                fields.smallInteger("workers"),
                fields.number("cpuShare"),
                fields.integer("heapBytes"),
                fields.integer("queueDepth"),
                fields.maybeNanos("latencyP99Nanos"),
                fields.number("throughput"),
                fields.number("arrivals"),
                byType == null ? Map.of() : byType.byType(),
                batches == null
                        ? null
                        : new Batches(
                                batches.number("intents"),
                                batches.number("bytes"),
                                batches.nanos("tookNanos"),
                                batches.nanos("workNanos")),
                power(fields));
    }

    private static @Nullable Power power(ObjectFields fields) {
        ObjectFields power = fields.maybeObject("power");
        return power == null ? null : new Power(power.number("watts"), power.truth("estimated"));
    }

    @Override
    public Directive directive(byte[] bytes) {
        return read(bytes, "a directive", JsonAdviceCodec::directive);
    }

    private static Directive directive(ObjectFields fields) {
        return new Directive(
                fields.text("service"),
                fields.text("decidedBy"),
                fields.text("modelVersion"),
                fields.number("confidence"),
                fields.instant("decidedAt"),
                fields.instant("validUntil"),
                fields.maybeSmallInteger("workers"),
                fields.maybeSmallInteger("batchSize"),
                fields.maybeSmallInteger("frequencyStep"));
    }

    @Override
    public AnomalyFound anomaly(byte[] bytes) {
        return read(bytes, "an anomaly", fields -> {
            ObjectFields shares = fields.maybeObject("shares");
            return new AnomalyFound(
                    fields.text("service"),
                    fields.text("instance"),
                    fields.instant("at"),
                    fields.number("error"),
                    fields.number("threshold"),
                    fields.text("by"),
                    shares == null ? Map.of() : shares.numbers());
        });
    }

    @Override
    public EnergyPlanned plan(byte[] bytes) {
        return read(bytes, "a plan", fields -> {
            ObjectFields grid = fields.maybeObject("grid");
            return new EnergyPlanned(
                    fields.text("service"),
                    fields.instant("decidedAt"),
                    fields.instant("validUntil"),
                    fields.text("why"),
                    fields.number("confidence"),
                    fields.maybeSmallInteger("workers"),
                    fields.maybeSmallInteger("megahertz"),
                    power(fields),
                    grid == null
                            ? null
                            : new Grid(grid.text("zone"), grid.number("gramsPerKilowattHour"), grid.truth("estimated")),
                    fields.number("pue"));
        });
    }

    private byte[] write(Consumer<JsonGenerator> members) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("version", VERSION);
            members.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private <T> T read(byte[] bytes, String what, Function<ObjectFields, T> reading) {
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes)) {
            return reading.apply(ObjectFields.read(in, what, VERSION));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " must be JSON: " + e.getOriginalMessage(), e);
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(what + " with a time that cannot be: " + e.getMessage(), e);
        }
    }

    private static void writeNanos(String name, @Nullable Duration time, JsonGenerator out) {
        if (time != null) {
            out.writeNumberProperty(name + "Nanos", time.toNanos());
        }
    }

    private static void writePower(@Nullable Power power, JsonGenerator out) {
        if (power != null) {
            out.writeObjectPropertyStart("power");
            out.writeNumberProperty("watts", power.watts());
            out.writeBooleanProperty("estimated", power.estimated());
            out.writeEndObject();
        }
    }

    private static void writeInteger(String name, @Nullable Number number, JsonGenerator out) {
        if (number != null) {
            out.writeNumberProperty(name, number.longValue());
        }
    }

    private static void writeNumbers(String name, Map<String, Double> numbers, JsonGenerator out) {
        if (!numbers.isEmpty()) {
            out.writeObjectPropertyStart(name);
            numbers.forEach((key, number) -> out.writeNumberProperty(key, number));
            out.writeEndObject();
        }
    }
}
