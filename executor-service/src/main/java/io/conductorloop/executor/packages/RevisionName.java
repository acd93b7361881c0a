package io.conductorloop.executor.packages;

import io.conductorloop.contracts.IntentId;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names a package revision after the intents that take effect in it, and nothing else: whoever writes the same intents again
 * comes to the same name. An RFC 1123 label, so it serves as a Porch workspace as well.
 */
public final class RevisionName {
    private static final Pattern FORM = Pattern.compile("r-[a-z2-7]{" + Digest.LENGTH + "}");

    private RevisionName() {}

    /** {@code r-} and the digest of the ids in their order. */
    public static String of(Collection<IntentId> ids) {
        return "r-" + Digest.of(ids.stream().sorted().map(IntentId::toString).collect(Collectors.joining("\n")));
    }

    /** For a revision in which no intent takes effect, but which puts together what these revisions of a package say. */
    public static String ofMerged(Collection<String> revisions) {
        return "m-" + Digest.of(revisions.stream().sorted().collect(Collectors.joining("\n")));
    }

    /** Whether the text can be the name of a revision after intents. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
