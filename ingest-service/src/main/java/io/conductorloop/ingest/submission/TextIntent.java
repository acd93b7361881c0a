package io.conductorloop.ingest.submission;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scaling intent as a sentence, {@code scale <target> to <replicas> [in ns <namespace>]}; the namespace is
 * {@code default} where none is named. Whether the names and the number are allowed is validation's to say.
 */
public final class TextIntent {
    private static final String NAME = "([A-Za-z0-9][A-Za-z0-9._-]*)";
    private static final Pattern SENTENCE = Pattern.compile(
            "\\s*scale\\s+" + NAME + "\\s+to\\s+(\\d{1,9})(?:\\s+in\\s+ns\\s+" + NAME + ")?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** For whoever sent something else. */
    public static final String HINT = "Write: scale <target> to <replicas> in ns <namespace>";

    private TextIntent() {}

    /** The intent as JSON; empty when the text is not that sentence. */
    public static Optional<byte[]> json(String text) {
        Matcher matcher = SENTENCE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String namespace = matcher.group(3) == null ? "default" : matcher.group(3);
        // The pattern lets nothing through that JSON would have to escape.
        String json = "{\"intent_type\":\"scaling\",\"target\":\"" + matcher.group(1) + "\",\"namespace\":\""
                + namespace + "\",\"replicas\":" + Integer.parseInt(matcher.group(2)) + ",\"source\":\"user\"}";
        return Optional.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
