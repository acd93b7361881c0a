package io.conductorloop.executor;

import java.util.List;

/**
 * What one revision of one package is to say. There is at most one intent for each target and intent type: the newest.
 *
 * @param packageName RFC 1123 label of at most 63 characters
 * @param intents never empty, in sequence order
 */
public record PackageChange(String packageName, List<PlannedIntent> intents) {
    public PackageChange {
        intents = List.copyOf(intents);
        if (intents.isEmpty()) {
            throw new IllegalArgumentException("a change of " + packageName + " needs an intent");
        }
    }
}
