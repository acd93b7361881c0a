package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether bytes are one JSON object at all, so that an author who sends something else knows at once. Whether the
 * object is a valid intent is validation's to say.
 */
public interface JsonSyntax {
    /** Why the bytes are no JSON object; empty when they are one. */
    Optional<Reason> flaw(byte[] bytes);

    /**
     * The object's members, in order, as text, numbers, booleans, lists and maps.
     *
     * @throws IllegalArgumentException when the bytes have a {@link #flaw}
     */
    Map<String, Object> members(byte[] object);
}
