package io.conductorloop.executor.porch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes the intents of a revision in its Kptfile, by which they reach git. Only its own line is touched: the rest is left as
 * kpt, Porch and people have made it. A Kptfile without a mapping {@code metadata} in block style is left alone; the
 * annotations of the revision say the same.
 */
final class KptfileNotes {
    private static final Pattern OURS = Pattern.compile(
            "^[ \\t]+[\"']?" + Pattern.quote(RevisionNotes.INTENT_IDS) + "[\"']?[ \\t]*:.*(?:\\R|\\z)",
            Pattern.MULTILINE);
    private static final Pattern METADATA =
            Pattern.compile("^metadata:[ \\t]*\\R((?:(?:[ \\t]+.*)?(?:\\R|\\z))*?)(?=\\S|\\z)", Pattern.MULTILINE);
    private static final Pattern ANNOTATIONS = Pattern.compile("^([ \\t]+)annotations:[ \\t]*\\R", Pattern.MULTILINE);
    private static final Pattern INDENT = Pattern.compile("\\A([ \\t]+)\\S");

    private KptfileNotes() {}

    /** The Kptfile with these intents noted, in place of others. */
    static String with(String kptfile, String ids) {
        String bare = without(kptfile);
        Matcher metadata = METADATA.matcher(bare);
        if (ids.isEmpty() || !metadata.find()) {
            return bare;
        }
        String body = metadata.group(1);
        Matcher first = INDENT.matcher(body);
        if (!first.find()) {
            return bare;
        }
        String indent = first.group(1);
        Matcher annotations = ANNOTATIONS.matcher(body);
        String noted;
        if (annotations.find() && annotations.group(1).equals(indent)) {
            int at = annotations.end();
            Matcher inner = INDENT.matcher(body.substring(at));
            String deeper = inner.find() && inner.group(1).length() > indent.length() ? inner.group(1) : indent + "  ";
            noted = body.substring(0, at) + line(deeper, ids) + body.substring(at);
        } else if (body.contains(indent + "annotations:")) {
            return bare;
        } else {
            noted = indent + "annotations:\n" + line(indent + "  ", ids) + body;
        }
        return bare.substring(0, metadata.start(1)) + noted + bare.substring(metadata.end(1));
    }

    /** The Kptfile without them. */
    static String without(String kptfile) {
        return OURS.matcher(kptfile).replaceAll("");
    }

    private static String line(String indent, String ids) {
        return indent + RevisionNotes.INTENT_IDS + ": \"" + ids + "\"\n";
    }
}
