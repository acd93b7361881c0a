package io.conductorloop.messaging.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.TraceContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Gives a structured log line about one intent the intent's id and its trace's, in the fields that the Elastic Common Schema has
 * for such: {@code labels.intent_id} and {@code trace.id}. A line is about one intent when the id of just one is among what it was
 * made of, so nobody has to think of it where something is logged.
 */
public final class IntentInLog implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {
    @Override
    public void customize(Members<ILoggingEvent> members) {
        members.add("labels", IntentInLog::only)
                .whenNotNull()
                .usingMembers(labels -> labels.add("intent_id", IntentId::toString));
        members.add("trace", IntentInLog::only)
                .whenNotNull()
                .usingMembers(trace -> trace.add("id", id -> TraceContext.of(id).traceId()));
    }

    private static @Nullable IntentId only(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        IntentId only = null;
        if (arguments != null) {
            for (Object argument : arguments) {
                if (argument instanceof IntentId id) {
                    if (only != null && !only.equals(id)) {
                        return null;
                    }
                    only = id;
                }
            }
        }
        return only;
    }
}
