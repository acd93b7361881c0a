package io.conductorloop.web;

import io.conductorloop.contracts.Reason;
import jakarta.servlet.http.HttpServletRequest;

/** Who decided something by REST, and why, as it is kept beside the decision. */
public final class Actor {
    /** Names the caller where no token is asked for. */
    public static final String HEADER = "X-Actor";

    private static final int LONGEST_TEXT = 512;

    private Actor() {}

    /**
     * The name behind the caller's token; without one, what the caller says, or {@code anonymous}.
     *
     * @throws ProblemException 400 when it is too long
     */
    public static String of(HttpServletRequest request) {
        String login = request.getRemoteUser();
        String named = login == null ? request.getHeader(HEADER) : login;
        return named == null || named.isBlank() ? "anonymous" : checked(named);
    }

    /**
     * The text.
     *
     * @throws ProblemException 400 when it is too long to be kept
     */
    public static String checked(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "Reason and actor: at most " + LONGEST_TEXT + " characters"));
        }
        return text;
    }
}
