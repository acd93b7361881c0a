package io.conductorloop.contracts;

/**
 * Why an intent was refused or failed.
 *
 * @param rule the rule's stable name: a schema keyword ({@code required}), a semantic rule ({@code dns-1123}) or a failure
 *     class ({@code timeout})
 * @param pointer JSON pointer (RFC 6901) to what breaks it; empty for the document as a whole
 * @param message one sentence for the intent's author
 */
public record Reason(String rule, String pointer, String message) {
    /** A reason about the whole document. */
    public static Reason of(String rule, String message) {
        return new Reason(rule, "", message);
    }

    /** Pointer and rule alone, for logs: the sentence may quote what the author wrote. */
    public String unquoted() {
        return (pointer.isEmpty() ? "" : pointer + " ") + "[" + rule + "]";
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message + " [" + rule + "]";
    }
}
