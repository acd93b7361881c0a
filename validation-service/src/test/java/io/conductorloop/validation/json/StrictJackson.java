package io.conductorloop.validation.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** What strict JSON is, said with Jackson: the second opinion on what a scanner says. */
final class StrictJackson {
    private static final Set<JsonToken> TEXTS = Set.of(JsonToken.VALUE_STRING, JsonToken.PROPERTY_NAME);
    private static final Set<JsonToken> NUMBERS = Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);

    /** Numbers that are longer, or have a longer exponent, take tree readers and big decimals beyond what they can do. */
    private static final int LONGEST_NUMBER = 200;

    private static final int LONGEST_EXPONENT = 3;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What is known of one document. */
    enum Answer {
        NOT_STRICT,
        STRICT,
        /** Strict, but with numbers that only a reader of digits can judge. */
        STRICT_WITH_EXTREME_NUMBERS
    }

    private StrictJackson() {}

    /** Whether these bytes are one JSON document in UTF-8, no property twice, at most 100 levels deep. */
    static Answer judge(byte[] bytes) {
        String text = text(bytes);
        if (text == null) {
            return Answer.NOT_STRICT;
        }
        boolean extreme = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            int depth = 0;
            int documents = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && ++documents > 1) {
                    return Answer.NOT_STRICT;
                }
                if (TEXTS.contains(token) && !isText(parser.getString())) {
                    return Answer.NOT_STRICT;
                }
                extreme |= NUMBERS.contains(token) && isExtreme(parser.getString());
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return documents != 1 ? Answer.NOT_STRICT : extreme ? Answer.STRICT_WITH_EXTREME_NUMBERS : Answer.STRICT;
        } catch (JacksonException _) {
            return Answer.NOT_STRICT;
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isExtreme(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        return number.length() > LONGEST_NUMBER
                || (exponent >= 0
                        && number.substring(exponent + 1).replaceAll("[+-]", "").length() > LONGEST_EXPONENT);
    }
}
