package io.conductorloop.executor.porch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.packages.FacetMark;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the executor notes on a revision that it makes, in the object's annotations: by them it knows its own work again when
 * nothing else remembers.
 *
 * @param instance which executor made it
 * @param intents those that take effect in it
 * @param sourceRevision the revision number of the one it was made from; 0: from nothing
 * @param digest of what was to be written for the intents
 */
record RevisionNotes(String instance, List<IntentId> intents, int sourceRevision, String digest) {
    /** Annotations of an object share 256 KiB; so many ids take 37 of them, and as much of the Kptfile. */
    static final int MOST_INTENTS = 1000;

    static final String INTENT_IDS = "nephoran.io/intent-ids";
    private static final String CREATED_BY = "nephoran.io/created-by";
    private static final String SOURCE_REVISION = "nephoran.io/source-revision";
    private static final String DIGEST = "nephoran.io/intent-sha256";
    private static final String AWAITS = "nephoran.io/awaits";
    private static final String CREATOR = "conductor-loop/";

    /** Added when a revision is proposed to a person, so that a draft with it is one that was rejected. */
    static final Map<String, String> AWAITING_APPROVAL = Map.of(AWAITS, "approval");

    RevisionNotes {
        intents = List.copyOf(intents);
    }

    static String digest(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((path, content) -> {
                digest.update(path.getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update(content.getBytes(UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(CREATED_BY, CREATOR + instance);
        annotations.put(SOURCE_REVISION, Integer.toString(sourceRevision));
        annotations.put(DIGEST, digest);
        if (!intents.isEmpty()) {
            annotations.put(INTENT_IDS, ids());
        }
        if (intents.size() == 1) {
            annotations.put(FacetMark.ID, intents.getFirst().toString());
        }
        return annotations;
    }

    String ids() {
        return intents.stream().map(IntentId::toString).collect(Collectors.joining(","));
    }

    /** Whether a draft was made for the same as these notes, whichever executor made it. */
    boolean describe(RevisionState draft) {
        return sourceRevision(draft).equals(OptionalInt.of(sourceRevision))
                && digest.equals(draft.annotations().get(DIGEST));
    }

    /** Whether an executor made the revision. */
    static boolean isOurs(RevisionState revision) {
        return revision.annotations().getOrDefault(CREATED_BY, "").startsWith(CREATOR);
    }

    /** Whether an executor proposed it to a person. */
    static boolean isForPerson(RevisionState revision) {
        return isOurs(revision) && revision.annotations().containsKey(AWAITS);
    }

    /** Whether this executor made it. */
    static boolean isOf(String instance, RevisionState revision) {
        return (CREATOR + instance).equals(revision.annotations().get(CREATED_BY));
    }

    /** The intents that take effect in a revision; empty for one that no executor made. */
    static List<IntentId> intents(RevisionState revision) {
        @Nullable String ids = revision.annotations().get(INTENT_IDS);
        List<IntentId> intents = new ArrayList<>();
        if (ids != null) {
            for (String id : ids.split(",", -1)) {
                try {
                    intents.add(IntentId.parse(id.strip()));
                } catch (IllegalArgumentException e) {
                    // Somebody has edited the annotation: what can be read of it counts.
                }
            }
        }
        return intents;
    }

    static OptionalInt sourceRevision(RevisionState revision) {
        String source = revision.annotations().getOrDefault(SOURCE_REVISION, "");
        return source.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(source)) : OptionalInt.empty();
    }
}
