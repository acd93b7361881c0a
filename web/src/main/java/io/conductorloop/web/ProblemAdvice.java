package io.conductorloop.web;

import io.conductorloop.contracts.Reason;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception of a request into problem details; what nobody can explain becomes 500 and a line in the log. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final Duration RETRY_AFTER_TIMEOUT = Duration.ofSeconds(5);

    private final List<ExceptionTranslator> translators;

    ProblemAdvice(List<ExceptionTranslator> translators) {
        this.translators = translators;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleAnyOther(Exception exception, WebRequest request) {
        Throwable cause = unwrapped(exception);
        if (cause instanceof ErrorResponseException known) {
            return handleExceptionInternal(known, known.getBody(), known.getHeaders(), known.getStatusCode(), request);
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(cause)) {
            return null;
        }
        ProblemException problem = problem(cause, request);
        return handleExceptionInternal(
                problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
    }

    private ProblemException problem(Throwable cause, WebRequest request) {
        for (ExceptionTranslator translator : translators) {
            ProblemException problem = translator.translate(cause);
            if (problem != null) {
                LOG.warn("{}: {}", request.getDescription(false), cause.toString());
                return problem;
            }
        }
        if (cause instanceof SocketTimeoutException) {
            return new ProblemException(HttpStatus.REQUEST_TIMEOUT, "The body did not come in time", List.of());
        }
        LOG.error("{} failed", request.getDescription(false), cause);
        return new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The service failed; its log has the cause under this answer's " + AnswerHeadersFilter.REQUEST_ID,
                List.of());
    }

    /** What really happened, out of the wrappings that asynchronous answers put around it. */
    private static Throwable unwrapped(Throwable exception) {
        Throwable cause = exception;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(mismatch.getPropertyName(), "parameter");
        Throwable root = mismatch.getMostSpecificCause();
        String why;
        if (mismatch.getRequiredType() != null && mismatch.getRequiredType().isEnum()) {
            why = "is none of " + Arrays.toString(mismatch.getRequiredType().getEnumConstants());
        } else if (root instanceof IllegalArgumentException && root.getMessage() != null) {
            why = root.getMessage();
        } else {
            why = "not understood: " + mismatch.getValue();
        }
        ProblemException problem = ProblemException.badRequest(Reason.of("parameter", name + ": " + why));
        return handleExceptionInternal(problem, problem.getBody(), headers, problem.getStatusCode(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleAsyncRequestTimeoutException(
            AsyncRequestTimeoutException timeout, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException problem = ProblemException.unavailable(
                "The answer took too long; what was asked for may still be done", RETRY_AFTER_TIMEOUT);
        return handleExceptionInternal(
                problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemException problem =
                ProblemException.badRequest(Reason.of("parameter", missing.getParameterName() + ": is missing"));
        return handleExceptionInternal(problem, problem.getBody(), headers, problem.getStatusCode(), request);
    }
}
