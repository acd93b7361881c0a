package io.conductorloop.executor.porch;

import java.util.Optional;

/**
 * A repository that is registered with Porch.
 *
 * @param gitUrl which repository lies behind it: Porch does one thing at a time there, whatever the name it is registered under
 * @param standing whether packages can be written to it
 */
public record PorchRepository(String name, String gitUrl, String branch, boolean deployment, Standing standing) {
    /** Whether a repository takes packages. */
    public sealed interface Standing {}

    /** It does. */
    public record Ready() implements Standing {}

    /** Not now; the server says why. */
    public record NotReady(String why) implements Standing {}

    /** Never, as it is set up. */
    public record ReadOnly(String why) implements Standing {}

    /** Why it cannot be written to, for people; empty when it can. */
    public Optional<String> obstacle() {
        return switch (standing) {
            case Ready _ -> Optional.empty();
            case NotReady(String why) -> Optional.of(why);
            case ReadOnly(String why) -> Optional.of(why);
        };
    }
}
