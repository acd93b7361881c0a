package io.conductorloop.validation.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.validation.IntentScan;
import io.conductorloop.validation.schema.Compilation;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.DocumentScanner;
import io.conductorloop.validation.schema.SchemaCompiler;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** On random documents the compiled schema says what networknt's validator says, and the scanner what Jackson says. */
class RandomAgreementTest {
    private static final int DOCUMENTS = 100_000;
    private static final int SCHEMAS = 3_000;
    private static final int MUTATIONS = 50_000;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final long seed = Long.getLong("conductor.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomDocuments documents = new RandomDocuments(random);

    @Test
    void agreesOnIntents() {
        // Given
        System.out.println("seed " + seed);
        byte[] schema = IntentSchema.bytes();
        DocumentScanner scanner = SchemaCompiler.compile(
                        SchemaReader.read(schema), IntentScan.CAPTURES, IntentScan.SHAPE)
                .schema()
                .newScanner(seed);
        NetworkntFallback networknt = new NetworkntFallback(schema);
        int valid = 0;

        for (int i = 0; i < DOCUMENTS; i++) {
            // When
            String document = documents.intent();
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            boolean compiled = scanner.accepts(bytes);
            boolean interpreted = networknt.violations(bytes).isEmpty();

            // Then
            if (compiled != interpreted) {
                assertThat(scanner.reasons())
                        .as("seed %d, document %d, networknt %s: %s", seed, i, networknt.violations(bytes), document)
                        .isNull();
            }
            valid += compiled ? 1 : 0;
        }
        System.out.println(valid + " of " + DOCUMENTS + " documents were valid");
        assertThat(valid).as("seed %d", seed).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    @Test
    void agreesOnSchemas() {
        System.out.println("seed " + seed);
        for (int i = 0; i < SCHEMAS; i++) {
            // Given
            String schema = schema(2);
            byte[] schemaBytes = schema.getBytes(StandardCharsets.UTF_8);
            Compilation compilation = SchemaCompiler.compile(SchemaReader.read(schemaBytes));
            DocumentScanner scanner = compilation.schema().newScanner(seed);
            NetworkntFallback networknt = new NetworkntFallback(schemaBytes);
            assertThat(compilation).as(schema).isInstanceOf(Compilation.Complete.class);

            for (int j = 0; j < 10; j++) {
                // When
                String document = documents.any(3);
                byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
                boolean compiled = scanner.accepts(bytes);
                boolean interpreted = networknt.violations(bytes).isEmpty();

                // Then
                assertThat(compiled)
                        .as("seed %d, schema %s, document %s", seed, schema, document)
                        .isEqualTo(interpreted);
            }
        }
    }

    /** A schema of keywords that are compiled. */
    private String schema(int depth) {
        List<String> keywords = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            keywords.add("\"type\":"
                    + documents.of(
                            "\"integer\"",
                            "\"number\"",
                            "\"string\"",
                            "\"object\"",
                            "\"array\"",
                            "[\"integer\",\"string\"]",
                            "[\"object\",\"array\",\"null\"]",
                            "[\"boolean\",\"number\",\"object\"]"));
        }
        if (random.nextInt(8) == 0) {
            keywords.add("\"enum\":[" + documents.any(0) + "," + documents.any(0) + "," + documents.any(0) + "]");
        }
        if (random.nextInt(12) == 0) {
            keywords.add("\"const\":" + documents.any(0));
        }
        for (String keyword : new String[] {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
            if (random.nextInt(8) == 0) {
                keywords.add("\"" + keyword + "\":" + documents.of("0", "1", "1.5", "5", "-1e1", "100", "1e20"));
            }
        }
        for (String keyword : new String[] {"Length", "Items", "Properties"}) {
            if (random.nextInt(5) == 0) {
                keywords.add("\"min" + keyword + "\":" + documents.of("0", "1", "2", "3.0"));
            }
            if (random.nextInt(5) == 0) {
                keywords.add("\"max" + keyword + "\":" + documents.of("0", "1", "2", "5"));
            }
        }
        if (random.nextInt(3) == 0) {
            keywords.add("\"required\":[" + documents.of("", "\"a\"", "\"b\",\"\"", "\"target\"") + "]");
        }
        if (depth > 0) {
            if (random.nextInt(2) == 0) {
                keywords.add("\"properties\":{\"a\":" + schema(depth - 1) + ",\"é\":" + schema(depth - 1) + ",\"a/b\":"
                        + schema(depth - 1) + ",\"\":" + documents.of("true", "false") + "}");
            }
            if (random.nextInt(3) == 0) {
                keywords.add("\"additionalProperties\":" + documents.of("true", "false", schema(depth - 1)));
            }
            if (random.nextInt(2) == 0) {
                keywords.add("\"items\":" + documents.of("true", schema(depth - 1)));
            }
        }
        return "{" + String.join(",", keywords) + "}";
    }

    @Test
    void agreesOnWhatIsJson() {
        System.out.println("seed " + seed);
        DocumentScanner scanner = CompiledSchema.ANYTHING.newScanner(seed);
        int valid = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            // Given
            byte[] bytes = mutated(
                    (random.nextBoolean() ? documents.any(3) : documents.intent()).getBytes(StandardCharsets.UTF_8));

            // When
            boolean scanned = scanner.accepts(bytes);
            boolean parsed = isStrictJson(bytes);

            // Then
            if (scanned != parsed) {
                assertThat(scanner.reasons())
                        .as("seed %d: %s", seed, new String(bytes, StandardCharsets.ISO_8859_1))
                        .isNull();
            }
            valid += scanned ? 1 : 0;
        }
        System.out.println(valid + " of " + MUTATIONS + " mutations were JSON");
        assertThat(valid).as("seed %d", seed).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = mutated.length == 0 ? 0 : random.nextInt(mutated.length);
            mutated = switch (random.nextInt(4)) {
                case 0 -> spliced(mutated, at, 1, new byte[0]);
                case 1 -> spliced(mutated, at, 0, new byte[] {byteOfInterest()});
                case 2 -> spliced(mutated, at, 1, new byte[] {byteOfInterest()});
                default -> random.nextInt(5) == 0 ? spliced(mutated, at, mutated.length, new byte[0]) : mutated;
            };
        }
        return mutated;
    }

    private byte byteOfInterest() {
        String interesting = "{}[]:,\"\\/ \n\t0123456789-+.eEtrufalsn\u0000\u001f\u007f";
        return random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : (byte) interesting.charAt(random.nextInt(interesting.length()));
    }

    private static byte[] spliced(byte[] bytes, int at, int remove, byte[] insert) {
        int removed = Math.min(remove, bytes.length - at);
        ByteBuffer spliced = ByteBuffer.allocate(bytes.length - removed + insert.length);
        spliced.put(bytes, 0, at).put(insert).put(bytes, at + removed, bytes.length - at - removed);
        return spliced.array();
    }

    private static boolean isStrictJson(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return false;
        }
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
            int depth = 0;
            int documents = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && ++documents > 1) {
                    return false;
                }
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
                        && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getString())) {
                    return false;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return documents == 1;
        } catch (JacksonException _) {
            return false;
        }
    }
}
