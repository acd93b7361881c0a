package io.conductorloop.energy.power;

import java.io.Serial;

/** A meter that cannot be read here; its message says why and what would help. */
public class MeterUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public MeterUnavailableException(String message) {
        super(message);
    }

    public MeterUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
