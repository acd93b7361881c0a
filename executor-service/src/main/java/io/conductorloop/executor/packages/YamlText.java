package io.conductorloop.executor.packages;

/**
 * Builds a YAML document out of nested mappings, always the same bytes for the same calls. Keys are ours and stand plain;
 * values that are not plainly words are quoted.
 */
final class YamlText {
    private final StringBuilder out = new StringBuilder(1024);
    private int depth;

    /** A mapping under the key, until {@link #close}. */
    YamlText open(String key) {
        indent().append(key).append(":\n");
        depth++;
        return this;
    }

    YamlText close() {
        depth--;
        return this;
    }

    YamlText field(String key, String value) {
        QuotedText.append(indent().append(key).append(": "), value);
        out.append('\n');
        return this;
    }

    /** A value that is one of our own words, such as a kind. */
    YamlText word(String key, String value) {
        indent().append(key).append(": ").append(value).append('\n');
        return this;
    }

    YamlText field(String key, long value) {
        indent().append(key).append(": ").append(value).append('\n');
        return this;
    }

    /** An item of a list of words under the key. */
    YamlText words(String key, String... values) {
        indent().append(key).append(":\n");
        for (String value : values) {
            indent().append("- ").append(value).append('\n');
        }
        return this;
    }

    private StringBuilder indent() {
        return out.repeat(' ', 2 * depth);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
