package io.conductorloop.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ingest.submission.IntentSplitter.Item;
import io.conductorloop.ingest.submission.IntentSplitter.Limits;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentSplitterTest {
    private static final Limits WIDE = new Limits(1_000, 100, 100_000);
    private static final BiFunction<InputStream, Limits, IntentSplitter> LINES = IntentSplitter::lines;
    private static final BiFunction<InputStream, Limits, IntentSplitter> ARRAY = IntentSplitter::array;

    @Test
    void cutsLinesAndPassesOverBlankOnes() throws IOException {
        assertThat(split(LINES, "{\"a\":1}\r\n\n  \n {\"b\": 2} \n{\"c\":3}", WIDE))
                .containsExactly("{\"a\":1}", "{\"b\": 2}", "{\"c\":3}", "End");
    }

    @Test
    void cutsElementsWithTheirExactBytes() throws IOException {
        assertThat(split(ARRAY, " [ {\"a\": [1,2]} ,\n{\"b\":\"],[\\\"}\"}, {\"c\":\"ä\\\\\"} ] \n", WIDE))
                .containsExactly("{\"a\": [1,2]}", "{\"b\":\"],[\\\"}\"}", "{\"c\":\"ä\\\\\"}", "End");
    }

    @Test
    void anEmptyArrayHoldsNothing() throws IOException {
        assertThat(split(ARRAY, "[]", WIDE)).containsExactly("End");
        assertThat(split(ARRAY, " [ ] ", WIDE)).containsExactly("End");
        assertThat(split(LINES, "\n \n", WIDE)).containsExactly("End");
    }

    @Test
    void anElementThatIsNoJsonIsCutOutLikeAnyOther() throws IOException {
        assertThat(split(ARRAY, "[{\"a\":1}, oops, , {\"b\":2]]", WIDE))
                .containsExactly("{\"a\":1}", "oops", "", "{\"b\":2]", "End");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"a\":1}|The array does not end",
                "[{\"a\":1},|The array does not end",
                "[\"never closed]|The array does not end",
                "[|The array does not end",
                "[] x|Something follows after the array",
                "[1]]|Something follows after the array",
                "{}|The document is no array"
            })
    void breaksOffWhereTheArrayIsNone(String text, String message) throws IOException {
        List<String> items = split(ARRAY, text, WIDE);

        assertThat(items.getLast()).startsWith("Broken").contains(message, "[json]");
    }

    @Test
    void passesOverAnIntentThatIsTooLargeAndGoesOn() throws IOException {
        var limits = new Limits(9, 100, 1_000);

        assertThat(split(ARRAY, "[{\"a\":123},{\"a\":1234},{\"b\":1}]", limits))
                .containsExactly("{\"a\":123}", "Oversized[limit=9]", "{\"b\":1}", "End");
        assertThat(split(LINES, "{\"a\":123}\n{\"a\":1234}\n{\"b\":1}\n", limits))
                .containsExactly("{\"a\":123}", "Oversized[limit=9]", "{\"b\":1}", "End");
    }

    @Test
    void breaksOffAfterAsManyAsMayCome() throws IOException {
        var limits = new Limits(100, 2, 1_000);

        assertThat(split(LINES, "{}\n{}", limits)).containsExactly("{}", "{}", "End");
        assertThat(split(LINES, "{}\n{}\n{}", limits)).endsWith("Broken[why=TooMany[limit=2]]");
        assertThat(split(ARRAY, "[{},{},{}]", limits)).endsWith("Broken[why=TooMany[limit=2]]");
    }

    @Test
    void breaksOffWhereTheStreamIsTooLong() throws IOException {
        var limits = new Limits(100, 100, 6);

        assertThat(split(LINES, "{}\n{}\n", limits)).containsExactly("{}", "{}", "End");
        assertThat(split(LINES, "{}\n{}\n{}\n", limits)).containsExactly("{}", "{}", "Broken[why=TooLarge[limit=6]]");
        assertThat(split(ARRAY, "[{},{}]", limits)).endsWith("Broken[why=TooLarge[limit=6]]");
    }

    @Test
    void doesNotMindHowTheStreamIsChunked() throws IOException {
        long seed = 20_261_123;
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("[");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String item = "{\"n\":%d,\"s\":\"%s\"}".formatted(i, "[,]{}ö".repeat(random.nextInt(8)));
            expected.add(item);
            text.append(i == 0 ? "" : " , ").append(item);
        }
        expected.add("End");

        InputStream chunked = new FilterInputStream(bytes(text + "]")) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };

        assertThat(split(ARRAY, chunked, WIDE)).as("seed %d", seed).isEqualTo(expected);
    }

    private static List<String> split(BiFunction<InputStream, Limits, IntentSplitter> form, String text, Limits limits)
            throws IOException {
        return split(form, bytes(text), limits);
    }

    private static List<String> split(
            BiFunction<InputStream, Limits, IntentSplitter> form, InputStream in, Limits limits) throws IOException {
        IntentSplitter splitter = form.apply(in, limits);
        List<String> items = new ArrayList<>();
        while (true) {
            switch (splitter.next()) {
                case Item.Whole(byte[] intent) -> items.add(new String(intent, StandardCharsets.UTF_8));
                case Item.Oversized oversized -> items.add(oversized.toString());
                case Item.Broken broken -> {
                    items.add(broken.toString());
                    return items;
                }
                case Item.End _ -> {
                    items.add("End");
                    return items;
                }
            }
        }
    }

    private static InputStream bytes(CharSequence text) {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
