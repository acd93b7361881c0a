package io.conductorloop.messaging.tracing;

import io.conductorloop.contracts.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that took time.
 *
 * @param parent the id of the span above it in its trace; 0: it is the first
 * @param attributes what else is known of it; never anything of an intent's content
 * @param links spans of other traces that it has to do with
 * @param failed whether it did not come to what it was for
 */
public record Span(
        TraceContext context,
        long parent,
        String name,
        Step.Kind kind,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        List<TraceContext> links,
        boolean failed) {
    public Span {
        attributes = Map.copyOf(attributes);
        links = List.copyOf(links);
    }
}
