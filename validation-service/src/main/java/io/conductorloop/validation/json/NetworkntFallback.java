package io.conductorloop.validation.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.validation.schema.SchemaFallback;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Judges by the whole schema, with networknt's validator, over a tree read by Jackson. */
public final class NetworkntFallback implements SchemaFallback {
    /** More would not help the author. */
    private static final int MOST_REASONS = 16;

    private static final int LONGEST_POINTER = 4_096;
    private static final int LONGEST_MESSAGE = 500;

    /** Jackson's limits stay on: a number of a million digits takes it minutes. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Schema schema;

    /** Judges by the schema in these bytes, draft-07 where it does not say otherwise, with formats asserted. */
    public NetworkntFallback(byte[] schema) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7, registry -> registry.schemaRegistryConfig(config))
                .getSchema(SchemaReader.MAPPER.readTree(schema));
    }

    /** {@inheritDoc} What networknt's validator or Jackson cannot cope with is a violation, too. */
    @Override
    public List<Reason> violations(byte[] document) {
        try {
            return schema.validate(MAPPER.readTree(document)).stream()
                    .limit(MOST_REASONS)
                    .map(NetworkntFallback::reason)
                    .toList();
        } catch (JacksonException e) {
            return List.of(Reason.of("size", "holds what is beyond judging: " + e.getOriginalMessage()));
        }
    }

    private static Reason reason(Error error) {
        return new Reason(
                Objects.requireNonNullElse(error.getKeyword(), "schema"),
                within(LONGEST_POINTER, error.getInstanceLocation().toString()),
                shortened(error.getMessage()));
    }

    /** The pointer, or that to the innermost value around which is not too long. */
    private static String within(int length, String pointer) {
        return pointer.length() <= length ? pointer : pointer.substring(0, pointer.lastIndexOf('/', length));
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
