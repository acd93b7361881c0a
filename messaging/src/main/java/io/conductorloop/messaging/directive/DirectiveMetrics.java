package io.conductorloop.messaging.directive;

/** What can be counted about directives. */
public interface DirectiveMetrics {
    /** A directive for this service was heard, or one that cannot be read. */
    void heard(Hearing hearing);
}
