package io.conductorloop.contracts;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The identity of one intent: a UUIDv7 (RFC 9562), given once when the intent is claimed and kept through every crash and
 * redelivery. Its first 48 bits are the claim's time in milliseconds, so ids sort by age.
 */
public record IntentId(UUID value) implements Comparable<IntentId> {
    /** Refuses anything but a version 7 UUID: other versions carry no time to file the intent under. */
    public IntentId {
        if (value.version() != 7) {
            throw new IllegalArgumentException("not a version 7 UUID: " + value);
        }
    }

    /**
     * Reads the canonical 36-character form.
     *
     * @throws IllegalArgumentException when the text is not a version 7 UUID in that form
     */
    public static IntentId parse(String text) {
        if (!isCanonical(text)) {
            throw new IllegalArgumentException("not a UUID of 36 characters: " + text);
        }
        return new IntentId(UUID.fromString(text));
    }

    // UUID.fromString takes groups of other lengths, and the digits of other scripts.
    private static boolean isCanonical(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !HexFormat.isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** When the intent was claimed, to the millisecond. */
    public Instant claimedAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(IntentId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
