package io.conductorloop.executor.porch;

import java.util.Map;
import java.util.SortedMap;

/**
 * The package revisions of a Porch server. Each step is submitted; the state it answers with says whether it has been seen to
 * end ({@link RevisionState#pending}). No call is repeated by itself, and none throws because of what the server or the network
 * does.
 */
public interface PackageRevisions {
    /** All revisions of a package, in any lifecycle. */
    Answer<RevisionListing> list(String repository, String packageName);

    /** All revisions of the packages of that name, in every repository. */
    Answer<RevisionListing> named(String packageName);

    /** All revisions of a repository that the executor made and that are not published. */
    Answer<RevisionListing> drafts(String repository);

    /** A revision as it stands now. */
    Answer<RevisionState> look(RevisionState revision);

    /** Makes a draft. */
    Answer<RevisionState> create(RevisionDraft draft);

    /** A revision's files by their paths. */
    Answer<SortedMap<String, String>> read(RevisionState revision);

    /** Replaces all files of a draft, which must be as it was last seen. */
    Answer<Written> write(RevisionState draft, SortedMap<String, String> files);

    /**
     * Proposes a draft, which must be as it was last seen.
     *
     * @param notes annotations to add in the same step
     */
    Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes);

    /** Publishes what was proposed, and must be as it was last seen. */
    Answer<RevisionState> publish(RevisionState proposed);

    /** Deletes a draft or what was proposed. */
    Answer<RevisionState> delete(RevisionState open);

    /**
     * A draft that was written.
     *
     * @param files as the server keeps them: it may have formatted them, or run functions on them
     */
    record Written(RevisionState state, SortedMap<String, String> files) {}
}
