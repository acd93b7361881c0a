package io.conductorloop.validation.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.validation.schema.Compilation;
import io.conductorloop.validation.schema.DocumentScanner;
import io.conductorloop.validation.schema.SchemaCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled schema, networknt's validator and the case's own word are of one mind. */
class KeywordAgreementTest {
    /** A schema, a document as its text stands in the file, and whether the document obeys the schema. */
    record Case(String schema, String document, boolean valid) {
        byte[] schemaBytes() {
            return schema.getBytes(StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            return document.getBytes(StandardCharsets.UTF_8);
        }
    }

    static Stream<Case> compiled() throws IOException {
        return cases("/keyword-cases.json");
    }

    static Stream<Case> uncompiled() throws IOException {
        return cases("/uncompiled-cases.json");
    }

    @ParameterizedTest
    @MethodSource("compiled")
    void compiledAndInterpretedSchemaAgree(Case example) {
        // Given
        Compilation compilation = SchemaCompiler.compile(SchemaReader.read(example.schemaBytes()));

        // When
        boolean compiled = compilation.schema().newScanner(1).accepts(example.bytes());
        boolean interpreted = new NetworkntFallback(example.schemaBytes())
                .violations(example.bytes())
                .isEmpty();

        // Then
        assertThat(compilation).isInstanceOf(Compilation.Complete.class);
        assertThat(compiled).as("compiled: %s", example).isEqualTo(example.valid());
        assertThat(interpreted).as("networknt: %s", example).isEqualTo(example.valid());
    }

    @ParameterizedTest
    @MethodSource("uncompiled")
    void whatIsNotCompiledIsLeftToTheFallback(Case example) {
        // Given
        Compilation compilation = SchemaCompiler.compile(SchemaReader.read(example.schemaBytes()));

        // When
        DocumentScanner scanner = compilation.schema().newScanner(1);
        boolean compiled = scanner.accepts(example.bytes());
        boolean interpreted = new NetworkntFallback(example.schemaBytes())
                .violations(example.bytes())
                .isEmpty();

        // Then
        assertThat(compilation).isInstanceOf(Compilation.Partial.class);
        assertThat(compiled && interpreted)
                .as("%s: %s", example, scanner.reasons())
                .isEqualTo(example.valid());
        assertThat(compiled || !example.valid())
                .as("refused what the schema allows: %s", example)
                .isTrue();
    }

    @Test
    void namesWhatItLeavesToTheFallback() {
        // Given
        String schema =
                "{\"properties\":{\"a/b\":{\"pattern\":\"x\",\"type\":\"string\"},\"c\":{\"$ref\":\"#\"}},\"x-own\":1}";

        // When
        Compilation compilation = SchemaCompiler.compile(SchemaReader.read(schema.getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(((Compilation.Partial) compilation).unsupported())
                .containsExactlyInAnyOrder(
                        new Compilation.Unsupported("pattern", "/properties/a~1b/pattern"),
                        new Compilation.Unsupported("$ref", "/properties/c/$ref"),
                        new Compilation.Unsupported("x-own", "/x-own"));
    }

    // The documents are taken as text: a parser and a writer between would make 1.0 or \u0061 into something else.
    private static Stream<Case> cases(String resource) throws IOException {
        String text;
        try (InputStream in = KeywordAgreementTest.class.getResourceAsStream(resource)) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Case> cases = new ArrayList<>();
        for (String group : RawJson.elements(text)) {
            String schema = RawJson.member(group, "schema");
            RawJson.elements(RawJson.member(group, "valid"))
                    .forEach(document -> cases.add(new Case(schema, document, true)));
            RawJson.elements(RawJson.member(group, "invalid"))
                    .forEach(document -> cases.add(new Case(schema, document, false)));
        }
        return cases.stream();
    }
}
