package io.conductorloop.executor.files;

import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import java.util.Optional;

/**
 * What the end of a porch run means, by the Go program's documented exit codes: 1 and 2 are about the intent and stay; 3, 4, 5
 * and 124 pass; 125 to 127 say that porch cannot run and stay. What the codes leave open counts as passing, a death by signal
 * among it; so does a program that is not there, for the intent is not to blame and somebody is about to install it.
 */
final class PorchAnswer {
    private static final int LONGEST_OUTPUT = 2000;
    private static final int SIGNALLED = 128;

    private PorchAnswer() {}

    /** The failure, or nothing when porch did its work. */
    static Optional<Effect> failure(BoundedRun.End end) {
        return switch (end) {
            case BoundedRun.End.NotStarted(String why) ->
                Optional.of(passing("porch-missing", "Porch was not run: " + why));
            case BoundedRun.End.TimedOut(String output) ->
                Optional.of(passing("timeout", "Porch did not end in time and was ended" + said(output)));
            case BoundedRun.End.Exited(int code, String output) -> failure(code, output);
        };
    }

    private static Optional<Effect> failure(int code, String output) {
        return switch (code) {
            case 0 -> Optional.empty();
            case 1, 2 ->
                Optional.of(lasting("porch-refused", "Porch refused the intent with exit code " + code, output));
            case 125, 126, 127 -> Optional.of(lasting("porch-broken", "Porch cannot run: exit code " + code, output));
            default ->
                Optional.of(passing(
                        "porch-failed",
                        (code > SIGNALLED
                                        ? "Porch was ended by signal " + (code - SIGNALLED)
                                        : "Porch failed with exit code " + code)
                                + said(output)));
        };
    }

    private static Effect passing(String rule, String message) {
        return new Effect.Unavailable(Reason.of(rule, message));
    }

    private static Effect lasting(String rule, String message, String output) {
        return new Effect.Refused(Reason.of(rule, message + said(output)));
    }

    private static String said(String output) {
        return output.isEmpty() ? "" : "; it said: " + output.substring(Math.max(0, output.length() - LONGEST_OUTPUT));
    }
}
