package io.conductorloop.web;

import io.conductorloop.contracts.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

/**
 * An answer that refuses: RFC 9457 problem details whose member {@code reasons} lists each rule that was broken, with the
 * JSON pointer to what breaks it. {@link #getBody()} is the problem where one is part of a larger answer.
 */
public final class ProblemException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    /** Refuses with this status. {@code detail} is a sentence for the caller. */
    public ProblemException(HttpStatus status, String detail, List<Reason> reasons) {
        super(status, problem(status, detail, reasons), null);
    }

    private static ProblemDetail problem(HttpStatus status, String detail, List<Reason> reasons) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (!reasons.isEmpty()) {
            problem.setProperty("reasons", List.copyOf(reasons));
        }
        return problem;
    }

    /** 400: the request breaks these rules. */
    public static ProblemException badRequest(Reason... reasons) {
        return new ProblemException(HttpStatus.BAD_REQUEST, sentence(List.of(reasons)), List.of(reasons));
    }

    /** 404: there is no such thing, or it is no longer remembered. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, List.of());
    }

    /** 409: what it is about is not in a state that allows it. */
    public static ProblemException conflict(Reason... reasons) {
        return new ProblemException(HttpStatus.CONFLICT, sentence(List.of(reasons)), List.of(reasons));
    }

    /** 413: the body is larger than {@code limit}. */
    public static ProblemException tooLarge(DataSize limit) {
        String detail = "The body is larger than " + limit.toBytes() + " bytes";
        return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, detail, List.of(Reason.of("max-size", detail)));
    }

    /** 422: well-formed, and cannot be done as asked. */
    public static ProblemException unprocessable(Reason... reasons) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, sentence(List.of(reasons)), List.of(reasons));
    }

    /** 503: something the service stands on is away; the caller may try again after so long. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        var problem = new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of());
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return problem;
    }

    private static String sentence(List<Reason> reasons) {
        return reasons.stream().map(Reason::message).collect(Collectors.joining("; "));
    }
}
