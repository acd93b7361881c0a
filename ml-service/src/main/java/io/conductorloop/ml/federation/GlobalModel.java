package io.conductorloop.ml.federation;

import io.conductorloop.ml.nets.Vectors;
import java.nio.ByteBuffer;

/**
 * The shared model after a round.
 *
 * @param version the number of rounds that changed it
 * @param parameters of the network that all sites agree on
 */
public record GlobalModel(long version, double[] parameters) {
    private static final int FORMAT = 0x46454431;
    private static final int HEAD = 4 + 8;

    /** That of every site before the first round. */
    static GlobalModel initial() {
        return new GlobalModel(0, SharedForecaster.shape().parameters().clone());
    }

    /** As it is kept on disk. */
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + 8 * parameters.length);
        bytes.putInt(FORMAT).putLong(version);
        bytes.asDoubleBuffer().put(parameters);
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no model of this form
     */
    static GlobalModel fromBytes(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        double[] parameters = new double[initial().parameters().length];
        if (stored.length != HEAD + 8 * parameters.length || bytes.getInt() != FORMAT) {
            throw new IllegalArgumentException("not the model that sites share: " + stored.length + " bytes");
        }
        long version = bytes.getLong();
        bytes.asDoubleBuffer().get(parameters);
        if (version < 0 || !Vectors.finite(parameters)) {
            throw new IllegalArgumentException("no model that sites could share, version " + version);
        }
        return new GlobalModel(version, parameters);
    }
}
