package io.conductorloop.launcher;

import java.util.Optional;

/** What the user asked for. */
public sealed interface Command {
    /** Runs the suite until it is told to end, or once over the backlog. */
    record Run(SuiteOptions options) implements Command {}

    /** Posts an intent from a file, or from standard input for {@code -}. */
    record Submit(String file, Client client) implements Command {}

    /** One intent's story. */
    record ShowIntent(String id, Client client) implements Command {}

    /** The latest intents. */
    record ListIntents(Optional<String> state, Optional<String> target, int limit, Client client) implements Command {}

    /** The latest dead letters. */
    record ListDead(int limit, Client client) implements Command {}

    /** One dead letter. */
    record ShowDead(String id, Client client) implements Command {}

    /** Tries a dead letter's intent again. */
    record Replay(String id, Client client) implements Command {}

    record Help() implements Command {}

    record Version() implements Command {}

    /**
     * How to ask a running suite.
     *
     * @param url of the service to ask; without it the suite that runs on {@code data} is asked
     * @param data the folder of a suite that may run here
     * @param json whether the answer is printed as it came
     */
    record Client(Optional<String> url, String data, Optional<String> token, boolean json) {}
}
