package io.conductorloop.energy.web;

import org.jspecify.annotations.Nullable;

/** Numbers in answers: JSON has none that is not a number, so what is unknown is left out. */
final class Numbers {
    private Numbers() {}

    static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
