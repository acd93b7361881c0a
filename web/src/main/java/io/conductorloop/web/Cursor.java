package io.conductorloop.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a list's next page starts, as 22 opaque URL-safe characters. Opaque, so that it can change without callers noticing. */
public final class Cursor {
    private Cursor() {}

    /** The cursor that starts after this intent. */
    public static String of(IntentId last) {
        UUID id = last.value();
        byte[] bytes = ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The intent a cursor starts after.
     *
     * @throws ProblemException 400 when no list has given this cursor
     */
    public static IntentId parse(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == Long.BYTES * 2) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new IntentId(new UUID(buffer.getLong(), buffer.getLong()));
            }
        } catch (IllegalArgumentException _) {
            // Neither Base64 nor a version 7 UUID: refused below like one of the wrong length.
        }
        throw ProblemException.badRequest(
                Reason.of("cursor", "The cursor is none that a list has given; start again without one"));
    }
}
