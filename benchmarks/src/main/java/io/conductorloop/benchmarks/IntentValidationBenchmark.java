package io.conductorloop.benchmarks;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.conductorloop.validation.IntentScan;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.Verdict;
import io.conductorloop.validation.json.IntentSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to say that an intent is valid. The compiled validator does more than the others: it also refuses duplicate
 * properties and checks the rules beyond the schema.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class IntentValidationBenchmark {
    private static final Instant CLAIMED_AT = Instant.parse("2026-11-01T10:00:00Z");

    /** Bytes. */
    @Param({"200", "1024", "65536", "1048576"})
    public int size;

    /** What the larger ones are full of. */
    @Param({"RESOURCES", "CONSTRAINTS"})
    public IntentsOfSize.Filling filling = IntentsOfSize.Filling.RESOURCES;

    private final JsonMapper jackson = JsonMapper.builder().build();
    private final IntentScan scan = new IntentScan(IntentSchema.compile().schema(), 1);
    private final IntentValidator validator = IntentSchema.validator(1);
    private final Schema networknt = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(new String(IntentSchema.bytes(), StandardCharsets.UTF_8));

    private byte[] intent = {};
    private JsonNode tree = jackson.nullNode();

    /** Makes the intent, and makes sure that all agree on it. */
    @Setup
    public void prepare() {
        intent = IntentsOfSize.bytes(size, filling);
        tree = jackson.readTree(intent);
        if (!scan.accepts(intent, CLAIMED_AT) || !networknt.validate(tree).isEmpty()) {
            throw new IllegalStateException("not valid: " + scan.reasons() + networknt.validate(tree));
        }
    }

    /** Ours, as the bytes come. */
    @Benchmark
    public boolean compiled() {
        return scan.accepts(intent, CLAIMED_AT);
    }

    /** Ours, with the verdict that routing needs. */
    @Benchmark
    public Verdict compiledWithVerdict() {
        return validator.validate(intent, CLAIMED_AT);
    }

    /** networknt over a tree that somebody else has read. */
    @Benchmark
    public boolean networkntOnTree() {
        return networknt.validate(tree).isEmpty();
    }

    /** Jackson reads a tree of the bytes, networknt judges it. */
    @Benchmark
    public boolean jacksonTreeAndNetworknt() {
        return networknt.validate(jackson.readTree(intent)).isEmpty();
    }

    /** networknt is given the text and reads it itself. */
    @Benchmark
    public boolean networkntWithParse() {
        return networknt
                .validate(new String(intent, StandardCharsets.UTF_8), InputFormat.JSON)
                .isEmpty();
    }
}
