package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of many intents into single ones as it arrives, keeping each one's exact bytes. Never holds more than one
 * intent and its read buffer.
 */
public abstract sealed class IntentSplitter permits LineSplitter, ArraySplitter {
    private static final int BUFFER = 64 * 1024;

    /** What {@link #read} returns after the last byte. */
    static final int END = -1;

    /** What {@link #read} returns when the stream is longer than it may be. */
    static final int TOO_LONG = -2;

    private final InputStream in;
    private final Limits limits;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream item = new ByteArrayOutputStream();
    private int position;
    private int end;
    private long total;
    private int items;
    private boolean oversized;

    IntentSplitter(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** One intent a line (NDJSON); blank lines are passed over. */
    public static IntentSplitter lines(InputStream in, Limits limits) {
        return new LineSplitter(in, limits);
    }

    /** One intent an element of a JSON array. */
    public static IntentSplitter array(InputStream in, Limits limits) {
        return new ArraySplitter(in, limits);
    }

    /**
     * How much may come at once.
     *
     * @param itemBytes the largest intent, bytes
     * @param items how many intents
     * @param bytes the whole stream, bytes
     */
    public record Limits(long itemBytes, int items, long bytes) {}

    /** What stands next in the stream. */
    sealed interface Item {
        /** An intent. */
        record Whole(byte[] intent) implements Item {}

        /** An intent larger than any may be; it was passed over. */
        record Oversized(long limit) implements Item {}

        /** Something after which nothing can be read any more. */
        record Broken(Answer why) implements Item {}

        /** Nothing more. */
        record End() implements Item {}
    }

    /** The next intent; after {@code Broken} or {@code End} this must not be called again. */
    final Item next() throws IOException {
        Item next = cut();
        boolean counts = next instanceof Item.Whole || next instanceof Item.Oversized;
        return counts && ++items > limits.items() ? new Item.Broken(new Answer.TooMany(limits.items())) : next;
    }

    abstract Item cut() throws IOException;

    /** The next byte, {@link #END} or {@link #TOO_LONG}. */
    final int read() throws IOException {
        if (position == end) {
            end = Math.max(0, in.read(buffer, 0, BUFFER));
            position = 0;
            if (end == 0) {
                return END;
            }
        }
        return ++total > limits.bytes() ? TOO_LONG : buffer[position++] & 0xff;
    }

    /** Adds a byte to the intent being cut. */
    final void keep(int octet) {
        if (oversized) {
            return;
        }
        item.write(octet);
        if (item.size() > limits.itemBytes()) {
            oversized = true;
            item.reset();
        }
    }

    /** Whether the intent being cut has no byte yet. */
    final boolean isEmpty() {
        return item.size() == 0 && !oversized;
    }

    /** The intent that was cut, without the white space behind it. */
    final Item cutOff() {
        boolean tooLarge = oversized;
        byte[] bytes = item.toByteArray();
        item.reset();
        oversized = false;
        if (tooLarge) {
            return new Item.Oversized(limits.itemBytes());
        }
        int length = bytes.length;
        while (length > 0 && isWhiteSpace(bytes[length - 1])) {
            length--;
        }
        return new Item.Whole(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    /** Why nothing can be read any more: the stream is too long, or {@code message}. */
    final Item broken(int read, @Nullable String message) {
        return new Item.Broken(
                read == TOO_LONG || message == null
                        ? new Answer.TooLarge(limits.bytes())
                        : new Answer.NotJson(Reason.of("json", message)));
    }

    static boolean isWhiteSpace(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
    }
}
