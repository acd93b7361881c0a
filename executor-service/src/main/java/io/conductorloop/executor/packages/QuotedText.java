package io.conductorloop.executor.packages;

/**
 * Writes text between double quotes so that YAML 1.1, YAML 1.2 and JSON all read the same text back. Whatever could end the
 * quotes, the line or a parser's patience is escaped, so no text of an intent can become structure.
 */
final class QuotedText {
    private static final char REPLACEMENT = '\uFFFD';

    private QuotedText() {}

    static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                out.append('\\').append(letter);
            } else if ((letter >= ' ' && letter < 0x7f) || Character.isLetterOrDigit(letter)) {
                out.append(letter);
            } else if (Character.isHighSurrogate(letter)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(letter).append(text.charAt(++i));
            } else if (letter == '\n') {
                out.append("\\n");
            } else if (letter == '\t') {
                out.append("\\t");
            } else {
                escape(out, Character.isSurrogate(letter) ? REPLACEMENT : letter);
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, char letter) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((letter >>> shift) & 0xf, 16));
        }
    }
}
