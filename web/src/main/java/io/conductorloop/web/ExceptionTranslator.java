package io.conductorloop.web;

import org.jspecify.annotations.Nullable;

/** Says what a service's own exceptions mean to a caller; a bean of this type is asked before an answer becomes 500. */
@FunctionalInterface
public interface ExceptionTranslator {
    /** The answer for this exception, or null when it says nothing a caller should know. */
    @Nullable
    ProblemException translate(Throwable exception);
}
