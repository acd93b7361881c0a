package io.conductorloop.ingest.json;

import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.StatusReport;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Status files as indented JSON objects. The first four members are the ones that scripts have always read; those
 * that an intent has no value for are left out.
 *
 * <p>Control characters and what is not ASCII are escaped, so a lone surrogate out of an author's text does no harm.
 */
public final class JsonStatusFormat implements StatusReport.Format {
    private static final int MAX_BYTES = 256 * 1024;

    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    // Escaping can make a report of many long reasons too large; then the first ones must do.
    @Override
    public byte[] format(StatusReport report) {
        List<Reason> errors = report.errors();
        byte[] bytes = bytes(report, report.message(), errors);
        while (bytes.length > MAX_BYTES && errors.size() > 1) {
            errors = errors.subList(0, errors.size() / 2);
            bytes = bytes(report, report.message(), errors);
        }
        return bytes.length <= MAX_BYTES
                ? bytes
                : bytes(report, report.message().substring(0, report.message().length() / 8) + "...", errors);
    }

    private byte[] bytes(StatusReport report, String message, List<Reason> errors) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = json.createGenerator(new Indented(), bytes)) {
            out.writeStartObject();
            member(out, "intent_file", report.file());
            member(out, "status", report.status().word());
            member(out, "message", message);
            member(out, "timestamp", report.at().toString());
            member(out, "outcome", report.outcome().name());
            member(out, "intent_id", report.intent().toString());
            member(out, "correlation_id", report.correlationId());
            if (report.sequence() != null) {
                out.writeNumberProperty("sequence", report.sequence());
            }
            member(out, "package", report.packageName());
            member(out, "revision", report.revision());
            member(out, "original", report.original());
            member(out, "superseded_by", report.supersededBy());
            out.writeNumberProperty("retry_count", report.retries());
            member(out, "processing_duration", seconds(report.took()));
            if (!errors.isEmpty()) {
                errorDetails(out, errors);
            }
            out.writeEndObject();
            out.writeRaw("\n");
        }
        return bytes.toByteArray();
    }

    private static void errorDetails(JsonGenerator out, List<Reason> errors) {
        out.writeObjectPropertyStart("error_details");
        out.writeStringProperty("error_code", errors.getFirst().rule());
        out.writeStringProperty("error_message", errors.getFirst().message());
        out.writeArrayPropertyStart("reasons");
        for (Reason reason : errors) {
            out.writeStartObject();
            out.writeStringProperty("rule", reason.rule());
            out.writeStringProperty("pointer", reason.pointer());
            out.writeStringProperty("message", reason.message());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void member(JsonGenerator out, String name, @Nullable Object value) {
        if (value != null) {
            out.writeStringProperty(name, value.toString());
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString() + "s";
    }

    /** Has a printer of its own, as that counts levels. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter(SEPARATORS)
                    .withObjectIndenter(TWO_SPACES)
                    .withArrayIndenter(TWO_SPACES);
        }
    }
}
