package io.conductorloop.validation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.conductorloop.validation.ReproducibleFindings;
import io.conductorloop.validation.schema.Compilation;
import io.conductorloop.validation.schema.DocumentScanner;
import io.conductorloop.validation.schema.SchemaCompiler;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a schema of compiled keywords says, the compiled one says what networknt's validator says of a document. */
@ExtendWith(ReproducibleFindings.class)
class SchemaFuzzTest {
    private static final int DOCUMENTS = 3;

    @FuzzTest(maxDuration = "9s")
    void decidesAsNetworkntDoes(FuzzedDataProvider data) {
        FuzzedJson json = new FuzzedJson(data);
        String schema = json.schema(2);
        Compilation compilation = SchemaCompiler.compile(SchemaReader.read(schema.getBytes(UTF_8)));
        DocumentScanner scanner = compilation.schema().newScanner(1);
        SecondOpinion networknt = new SecondOpinion(schema.getBytes(UTF_8));
        assertThat(compilation).as(schema).isInstanceOf(Compilation.Complete.class);

        for (int i = 0; i < DOCUMENTS; i++) {
            String document = json.document(3);
            byte[] bytes = document.getBytes(UTF_8);
            boolean obeys = scanner.accepts(bytes);
            assertThat(StrictJackson.judge(bytes)).as(document).isEqualTo(StrictJackson.Answer.STRICT);
            networknt
                    .allows(bytes)
                    .ifPresent(allows -> assertThat(obeys)
                            .as("schema %s, document %s, compiled %s", schema, document, scanner.reasons())
                            .isEqualTo(allows));
        }
    }
}
