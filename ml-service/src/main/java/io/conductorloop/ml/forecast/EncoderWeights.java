package io.conductorloop.ml.forecast;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a transformer encoder has learnt.
 *
 * @param values each parameter of {@link EncoderShape#parameters()}, row by row
 */
public record EncoderWeights(EncoderShape shape, Map<String, float[]> values) {
    private static final int FORMAT = 0x454e_4331;

    /** @throws IllegalArgumentException when a parameter is missing or has another size than the shape says */
    public EncoderWeights {
        for (Map.Entry<String, long[]> parameter : shape.parameters().entrySet()) {
            float[] given = values.get(parameter.getKey());
            int size = size(parameter.getValue());
            if (given == null || given.length != size) {
                throw new IllegalArgumentException(
                        "parameter " + parameter.getKey() + " should have " + size + " values");
            }
        }
        values = Map.copyOf(values);
    }

    float[] of(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** The root of the sum of squares of all values; not finite when one of them is not. */
    public double norm() {
        double sum = 0;
        for (float[] parameter : values.values()) {
            for (float value : parameter) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    /** The weights as bytes, the same for the same weights. */
    public byte[] toBytes() {
        int count = shape.parameters().values().stream()
                .mapToInt(EncoderWeights::size)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(4 * (8 + count));
        bytes.putInt(FORMAT)
                .putInt(shape.tokens())
                .putInt(shape.features())
                .putInt(shape.width())
                .putInt(shape.heads())
                .putInt(shape.hidden())
                .putInt(shape.layers())
                .putInt(shape.outputs());
        for (String name : shape.parameters().keySet()) {
            for (float value : of(name)) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are not those of an encoder's weights
     */
    public static EncoderWeights fromBytes(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length < 32 || bytes.getInt() != FORMAT) {
            throw new IllegalArgumentException("not the weights of an encoder: " + stored.length + " bytes");
        }
        EncoderShape shape = new EncoderShape(
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt());
        int count = shape.parameters().values().stream()
                .mapToInt(EncoderWeights::size)
                .sum();
        if (bytes.remaining() != 4 * count) {
            throw new IllegalArgumentException(
                    "an encoder of this shape has " + count + " weights, not " + bytes.remaining() / 4);
        }
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.parameters().forEach((name, dimensions) -> {
            float[] parameter = new float[size(dimensions)];
            bytes.asFloatBuffer().get(parameter);
            bytes.position(bytes.position() + 4 * parameter.length);
            values.put(name, parameter);
        });
        return new EncoderWeights(shape, values);
    }

    private static int size(long[] dimensions) {
        int size = 1;
        for (long dimension : dimensions) {
            size = Math.multiplyExact(size, Math.toIntExact(dimension));
        }
        return size;
    }
}
