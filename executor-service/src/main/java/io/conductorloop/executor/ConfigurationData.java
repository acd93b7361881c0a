package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what a configuration is to say can be the data of a ConfigMap. */
final class ConfigurationData {
    /** A ConfigMap takes 1 MiB, with everything else in it; letters here, which are up to three bytes each. */
    static final int LARGEST = 256 * 1024;

    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private ConfigurationData() {}

    /** Why not; null when it can, and for an intent that is no configuration. */
    static @Nullable Reason wrong(Intent intent) {
        if (intent.type() != IntentType.CONFIGURATION) {
            return null;
        }
        long letters = 0;
        for (Map.Entry<String, String> entry : intent.constraints().data().entrySet()) {
            if (!KEY.matcher(entry.getKey()).matches() || entry.getKey().matches("\\.{1,2}")) {
                return new Reason(
                        "configuration-key",
                        "/constraints/data",
                        "A configuration is an object whose keys are 1 to 253 letters, digits, hyphens, underscores and dots,"
                                + " not '" + entry.getKey() + "'");
            }
            letters += entry.getKey().length() + entry.getValue().length();
        }
        return letters <= LARGEST
                ? null
                : new Reason(
                        "configuration-size",
                        "/constraints/data",
                        "A configuration has at most " + LARGEST + " letters, not " + letters);
    }
}
