package io.conductorloop.executor.packages;

import io.conductorloop.contracts.IntentId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a package holds where a facet's file belongs.
 *
 * <p>A file counts as ours by its three annotations alone, each once, however a formatter has quoted or moved them; so a file
 * whose replicas somebody changed by hand is written over by the next intent. A file without them was put there or taken over
 * by somebody: it is left alone, and the intent refused, since its order against what the file says is unknown. An empty file
 * is the trace of a power cut and counts as none.
 */
public sealed interface HeldFacet {
    /** More is no file of ours. */
    int LARGEST_FILE = 1 << 20;

    /** Nothing. */
    record Absent() implements HeldFacet {}

    /** An intent. */
    record Marked(FacetMark mark) implements HeldFacet {}

    /** Something a store did not write. */
    record Foreign(String why) implements HeldFacet {}

    /** Nothing is held. */
    HeldFacet ABSENT = new Absent();

    /** Reads the file's bytes. */
    static HeldFacet read(byte[] content) {
        return Annotations.read(new String(content, StandardCharsets.UTF_8));
    }

    /** Finds the annotations by their lines: no text of an intent can start a line in what {@link PackageRenderer} writes. */
    final class Annotations {
        private static final Pattern LINE = Pattern.compile(
                "^[ \\t]+[\"']?nephoran\\.io/(intent-id|sequence|revision)[\"']?[ \\t]*:[ \\t]*[\"']?([-a-z0-9]+)[\"']?[ \\t]*(?:#.*)?\\r?$",
                Pattern.MULTILINE);

        private Annotations() {}

        private static HeldFacet read(String text) {
            if (text.chars().allMatch(letter -> letter == 0 || Character.isWhitespace(letter))) {
                return ABSENT;
            }
            Map<String, String> found = new HashMap<>();
            Matcher line = LINE.matcher(text);
            while (line.find()) {
                if (found.put("nephoran.io/" + line.group(1), line.group(2)) != null) {
                    return new Foreign("it has the annotation nephoran.io/" + line.group(1) + " twice");
                }
            }
            return mark(found.get(FacetMark.ID), found.get(FacetMark.SEQUENCE), found.get(FacetMark.REVISION));
        }

        private static HeldFacet mark(@Nullable String id, @Nullable String sequence, @Nullable String revision) {
            if (id == null || sequence == null || revision == null || !RevisionName.isOne(revision)) {
                return new Foreign("it does not say which intent it holds, at which sequence and revision");
            }
            try {
                return new Marked(new FacetMark(IntentId.parse(id), Long.parseLong(sequence), revision));
            } catch (IllegalArgumentException e) {
                return new Foreign("its intent id or sequence cannot be read");
            }
        }
    }
}
