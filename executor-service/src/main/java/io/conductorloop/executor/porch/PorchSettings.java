package io.conductorloop.executor.porch;

import java.time.Duration;
import java.util.List;

/**
 * How the executor works with Porch.
 *
 * @param repositories where packages go; spread by their names when there are several
 * @param instance the name of this executor among those that share the repositories; the same after a restart
 * @param lease how old a draft of another executor is before it counts as left behind; longer than a change can take
 * @param waitForOthers how long a change waits for another executor that writes the same package
 * @param waitForServer how long for a server that renders or publishes in its own time
 * @param firstPause the first wait before looking again; doubled each time
 * @param longestPause no wait is longer
 * @param approval who approves what is proposed
 */
public record PorchSettings(
        List<String> repositories,
        String instance,
        Duration lease,
        Duration waitForOthers,
        Duration waitForServer,
        Duration firstPause,
        Duration longestPause,
        Approval approval) {
    public PorchSettings {
        repositories = List.copyOf(repositories);
    }
}
