package io.conductorloop.launcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the suite is to run.
 *
 * @param once whether it ends with the backlog
 * @param handoff as the user wrote it, like the other folders
 * @param from folder whose intents are first copied into the handoff folder
 * @param kafka bootstrap servers of a Kafka that is there; else one is started
 * @param redis URL of a Redis that is there; else one is started
 * @param fakePorch whether a Porch is started that is none, for the executor to write to
 * @param ports of the services that are to run; 0 for a free one
 * @param properties for all services
 * @param notes what the user should hear about flags that do less than they say
 */
public record SuiteOptions(
        boolean once,
        String handoff,
        String out,
        String data,
        Optional<String> from,
        Optional<String> kafka,
        Optional<String> redis,
        boolean fakePorch,
        Map<ServiceName, Integer> ports,
        Map<String, String> properties,
        List<String> notes) {
    public SuiteOptions {
        ports = Map.copyOf(ports);
        properties = Map.copyOf(properties);
        notes = List.copyOf(notes);
    }
}
