package io.conductorloop.energy.json;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An answer's bytes, as many as can be read at once; what comes after them is let pass. The JDK's limited body fails as a broken
 * connection does, and who does not answer is not asked for a while: one long forecast would take the past with it.
 */
final class BoundedBody implements Consumer<Optional<byte[]>> {
    /** Read as a tree they take several times as much; ample for all slots that are asked for at once. */
    static final int MOST = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean whole = true;

    @Override
    public void accept(Optional<byte[]> part) {
        part.ifPresent(some -> {
            whole &= bytes.size() + some.length <= MOST;
            if (whole) {
                bytes.writeBytes(some);
            }
        });
    }

    /** All of them; empty when there were more. */
    Optional<byte[]> bytes() {
        return whole ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }
}
