package io.conductorloop.ingest.json;

import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.submission.JsonSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Looks at the syntax with Jackson's streaming parser, which keeps nothing of what it passes. */
public final class JacksonSyntax implements JsonSyntax {
    private static final int MAX_DEPTH = 100;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    @Override
    public Optional<Reason> flaw(byte[] bytes) {
        if (!startsAsUtf8(bytes)) {
            return Optional.of(Reason.of("utf-8", "The document is not UTF-8, or begins with a byte order mark"));
        }
        try (JsonParser parser = mapper.createParser(bytes)) {
            return flaw(parser);
        }
    }

    private static Optional<Reason> flaw(JsonParser parser) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.of(Reason.of("json", "The document is empty"));
            }
            if (first != JsonToken.START_OBJECT) {
                return Optional.of(Reason.of("type", "The document is no JSON object"));
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return Optional.of(Reason.of("json", "Something follows after the object" + where(parser)));
            }
            return Optional.empty();
        } catch (StreamConstraintsException e) {
            return Optional.of(new Reason("max-depth", pointer(parser), e.getOriginalMessage()));
        } catch (JacksonException e) {
            return Optional.of(new Reason("json", pointer(parser), e.getOriginalMessage() + where(parser)));
        }
    }

    @Override
    public Map<String, Object> members(byte[] object) {
        flaw(object).ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw.toString());
        });
        Map<?, ?> read = mapper.readValue(object, Map.class);
        Map<String, Object> members = LinkedHashMap.newLinkedHashMap(read.size());
        read.forEach((name, value) -> {
            if (value != null) {
                members.put(String.valueOf(name), value);
            }
        });
        return members;
    }

    /** Jackson reads UTF-16, UTF-32 and marks; an intent is plain UTF-8. */
    private static boolean startsAsUtf8(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            int octet = bytes[i] & 0xff;
            if (octet == 0 || octet >= 0xf5 || (i == 0 && octet == 0xef)) {
                return false;
            }
        }
        return true;
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext() == null
                ? ""
                : parser.streamReadContext().pathAsPointer().toString();
    }

    private static String where(JsonParser parser) {
        @Nullable TokenStreamLocation at = parser.currentLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
