package io.conductorloop.web;

/** The service was configured to listen where {@link BindRule} does not let it; it must not start. */
final class UnsafeBindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsafeBindingException(String violation) {
        super(violation);
    }
}
