package io.conductorloop.launcher;

/** What the process tells its caller. */
public enum ExitCode {
    OK(0, "all went well, or there was nothing to do"),
    FAILURE(1, "a setting is wrong, something could not be started, or a request failed"),
    USAGE(2, "the command line is wrong, or a run ended and its figures could not be read"),
    INTERRUPTED(3, "a run was ended from outside before its backlog was done; the rest is kept for the next one"),
    INTENTS_FAILED(8, "intents of this run ended REJECTED or FAILED");

    private final int value;
    private final String meaning;

    ExitCode(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    public int value() {
        return value;
    }

    /** For the help text and the documents. */
    public String meaning() {
        return meaning;
    }
}
