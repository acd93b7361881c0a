package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a failed call means. Porch answers 500 to almost everything, so the message decides: whether somebody else was quicker,
 * whether the request can never be carried out, or whether something is broken. What cannot be told for sure is
 * {@link Answer.Unknown}.
 *
 * <p>Read from the sources of Porch after v1.5.8 ({@code pkg/registry/porch}, {@code pkg/engine}).
 */
public final class PorchFailure {
    /** Porch is doing something else with the same object, or has too much to do. */
    public static final String BUSY = "porch-busy";
    /** What the call was based on has changed. */
    public static final String OUTDATED = "porch-outdated";
    /** The repository is served by the other version of the API. */
    public static final String MOVED = "porch-moved";
    /** Porch, its git repository or its database failed. */
    public static final String ERROR = "porch-error";
    /** No answer in time. */
    public static final String TIMEOUT = "porch-timeout";
    /** No connection, or it was lost. */
    public static final String UNREACHABLE = "porch-unreachable";
    /** The executor may not do this. */
    public static final String ACCESS = "porch-access";
    /** The repository is unknown, not ready or read-only. */
    public static final String REPOSITORY = "porch-repository";
    /** Porch will not take it as it is. */
    public static final String INVALID = "porch-invalid";
    /** The package's functions failed on it. */
    public static final String RENDER = "porch-render";
    /** There is no package of the name that a deployment is to begin with. */
    public static final String BLUEPRINT = "porch-blueprint";
    /** A person rejected what was proposed. */
    public static final String REJECTED = "porch-rejected";
    /** The sites that an intent allows have no room for its package. */
    public static final String SITE_CAPACITY = "site-capacity";
    /** No site that an intent allows is known to be near enough. */
    public static final String SITE_LATENCY = "site-latency";
    /** The intent's package is at a site that it does not allow. */
    public static final String SITE_ELSEWHERE = "site-elsewhere";
    /** The package is too large. */
    public static final String SIZE = "porch-size";

    private static final Set<String> TROUBLE = Set.of(ERROR, TIMEOUT, UNREACHABLE);

    private static final int LONGEST_QUOTE = 300;

    private static final List<String> OVERTAKEN = List.of(
            "workspacenames must be unique",
            "already exists in repository",
            "cannot create a new revision",
            "source revision must be published",
            "placeholder",
            "the object has been modified",
            "package must be draft");
    private static final List<String> RENDERING = List.of("error rendering package", "package not pushed");
    private static final List<String> READ_ONLY = List.of(
            "read-only",
            "readonly",
            "read only",
            "protected branch",
            "authorization failed",
            "authentication required",
            "permission denied",
            "pre-receive hook declined");

    private PorchFailure() {}

    /**
     * Classifies.
     *
     * @param status an HTTP status of 300 or more
     * @param message what the server's status object says
     * @param retryAfter what the header says; zero when there is none
     */
    public static <T> Answer<T> classify(PorchCall call, int status, String message, Duration retryAfter) {
        String text = message.toLowerCase(Locale.ROOT);
        return switch (status) {
            case 429 -> new Answer.Away<>(reason(BUSY, "Porch has too much to do", status, message), retryAfter);
            case 401 -> away(ACCESS, "Porch does not accept the executor's credentials", status, message);
            case 403 -> forbidden(call, status, message);
            case 404 -> notFound(call, text, status, message);
            case 409 ->
                new Answer.Unknown<>(
                        text.contains("already in progress")
                                ? reason(BUSY, "Porch is at work on the same package", status, message)
                                : reason(OUTDATED, "the package has changed in the meantime", status, message));
            case 410 -> new Answer.Unknown<>(reason(MOVED, "the repository has moved to v1alpha2", status, message));
            case 413 -> refused(SIZE, "the package is larger than Porch takes", status, message);
            case 400, 405, 406, 415, 422 -> invalid(call, text, status, message);
            default -> status >= 500 ? server(call, text, status, message) : unclear(status, message);
        };
    }

    /** No answer came. */
    public static <T> Answer<T> timeout(PorchCall call, Duration patience) {
        return new Answer.Unknown<>(
                Reason.of(TIMEOUT, "Porch did not answer " + name(call) + " within " + patience.toSeconds() + " s"));
    }

    /** The connection could not be made, or was lost. */
    public static <T> Answer<T> unreachable(PorchCall call, String why) {
        return new Answer.Unknown<>(
                Reason.of(UNREACHABLE, "the connection to Porch failed at " + name(call) + ": " + cut(why)));
    }

    /** Whether the answer says that Porch itself is in trouble, rather than something about the package. */
    public static boolean isTrouble(Answer<?> answer) {
        return answer instanceof Answer.Unknown<?>(Reason reason) && TROUBLE.contains(reason.rule());
    }

    private static <T> Answer<T> server(PorchCall call, String text, int status, String message) {
        if (status == 504) {
            return new Answer.Unknown<>(reason(TIMEOUT, "Porch did not answer in time", status, message));
        }
        if (text.contains("managed by v1alpha2")) {
            return new Answer.Unknown<>(reason(MOVED, "the repository has moved to v1alpha2", status, message));
        }
        if (anyIn(text, RENDERING)) {
            return refused(RENDER, "the functions of the package fail on it", status, message);
        }
        if (text.contains("resourceversion must be specified")) {
            return refused(INVALID, "Porch does not understand the executor", status, message);
        }
        if (anyIn(text, OVERTAKEN)) {
            return new Answer.Unknown<>(reason(OUTDATED, "the package has changed in the meantime", status, message));
        }
        if (changes(call) && anyIn(text, READ_ONLY)) {
            return refused(REPOSITORY, "the repository takes no changes from Porch", status, message);
        }
        return new Answer.Unknown<>(reason(ERROR, "Porch failed", status, message));
    }

    private static <T> Answer<T> invalid(PorchCall call, String text, int status, String message) {
        if (text.contains("object has been modified")) {
            return new Answer.Unknown<>(reason(OUTDATED, "the package has changed in the meantime", status, message));
        }
        Reason reason = reason(INVALID, "Porch refuses the package", status, message);
        boolean mayHaveMoved = call == PorchCall.PROPOSE || call == PorchCall.PUBLISH || call == PorchCall.DELETE;
        return mayHaveMoved ? new Answer.Unknown<>(reason) : new Answer.Refused<>(reason);
    }

    private static <T> Answer<T> forbidden(PorchCall call, int status, String message) {
        return call == PorchCall.DELETE
                ? refused(INVALID, "Porch does not let the revision go", status, message)
                : away(ACCESS, "the executor is not permitted to do this", status, message);
    }

    private static <T> Answer<T> notFound(PorchCall call, String text, int status, String message) {
        if (call == PorchCall.LIST || call == PorchCall.REPOSITORIES) {
            return away(
                    ACCESS, "the Kubernetes API does not know Porch: it is not installed, or not up", status, message);
        }
        return call == PorchCall.CREATE && (text.isEmpty() || text.contains("repositor"))
                ? refused(REPOSITORY, "the repository is not registered with Porch", status, message)
                : new Answer.Absent<>(reason(OUTDATED, "it is not there", status, message));
    }

    private static <T> Answer<T> unclear(int status, String message) {
        return new Answer.Unknown<>(reason(ERROR, "Porch gave an answer that nobody expected", status, message));
    }

    private static <T> Answer<T> refused(String rule, String sentence, int status, String message) {
        return new Answer.Refused<>(reason(rule, sentence, status, message));
    }

    private static <T> Answer<T> away(String rule, String sentence, int status, String message) {
        return new Answer.Away<>(reason(rule, sentence, status, message), Duration.ZERO);
    }

    private static boolean changes(PorchCall call) {
        return switch (call) {
            case CREATE, WRITE, PROPOSE, PUBLISH -> true;
            case LIST, READ, DELETE, REPOSITORIES -> false;
        };
    }

    private static boolean anyIn(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }

    private static Reason reason(String rule, String sentence, int status, String message) {
        String quote = message.isBlank() ? "" : ": " + cut(message);
        return Reason.of(rule, sentence + " (HTTP " + status + quote + ")");
    }

    private static String cut(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String name(PorchCall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }
}
