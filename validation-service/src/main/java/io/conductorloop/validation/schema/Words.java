package io.conductorloop.validation.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes of a document as one number, the first byte lowest. */
public final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The four bytes from {@code index} on, all of which must be there. */
    static int intAt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }

    /** Four ASCII characters as {@link #intAt} finds them. */
    static int of(String four) {
        return intAt(four.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** The eight bytes from {@code index} on, all of which must be there. */
    public static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** The one to eight bytes from {@code index} on, zero above them. */
    public static long at(byte[] bytes, int index, int length) {
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
    public static long mask(int length) {
        return -1L >>> (Long.SIZE - length * Byte.SIZE);
    }
}
