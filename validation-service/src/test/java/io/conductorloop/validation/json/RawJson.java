package io.conductorloop.validation.json;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Takes JSON apart without changing how its parts are written. */
final class RawJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RawJson() {}

    /** The elements of an array, each as it stands there. */
    static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array));
            }
        }
        return elements;
    }

    /** The value of an object's member, as it stands there. */
    static String member(String object, String name) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), object)) {
            parser.nextToken();
            for (String found = parser.nextName(); found != null; found = parser.nextName()) {
                parser.nextToken();
                String value = value(parser, object);
                if (found.equals(name)) {
                    return value;
                }
            }
        }
        throw new NoSuchElementException(name);
    }

    private static String value(JsonParser parser, String text) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.getString(); // has the parser read the token to its end
        int end = (int) parser.currentLocation().getCharOffset();
        return text.substring(start, end).strip();
    }
}
