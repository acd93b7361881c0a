package io.conductorloop.validation.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a document as one number, the first byte lowest. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from {@code index} on, all of which must be there. */
    static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** The one to eight bytes from {@code index} on, zero above them. */
    static long at(byte[] bytes, int index, int length) {
        if (index <= bytes.length - Long.BYTES) {
            return at(bytes, index) & mask(length);
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[index + i] & 0xFF);
        }
        return word;
    }

    /** Ones over the lowest {@code length} bytes, one to eight. */
    static long mask(int length) {
        return -1L >>> (Long.SIZE - length * Byte.SIZE);
    }
}
