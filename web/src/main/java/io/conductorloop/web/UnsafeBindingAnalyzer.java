package io.conductorloop.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why the service refuses to start, instead of a stack trace. */
final class UnsafeBindingAnalyzer extends AbstractFailureAnalyzer<UnsafeBindingException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsafeBindingException cause) {
        return new FailureAnalysis(
                "Refused to start: " + cause.getMessage() + ".",
                "Bind to 127.0.0.1, or set conductor.api.token-sha256 to the SHA-256 of a token that callers know; docs/rest.md has the rest.",
                cause);
    }
}
