package io.conductorloop.executor.porch;

import java.time.Instant;
import java.util.List;

/**
 * Revisions as the server listed them.
 *
 * @param at when, by the server's clock
 */
public record RevisionListing(List<RevisionState> revisions, Instant at) {
    public RevisionListing {
        revisions = List.copyOf(revisions);
    }
}
