package io.conductorloop.executor.porch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of a package while a change of it is carried out. A value; seeing more gives the next one.
 *
 * @param listing the package's revisions as last listed, and carried on by what our own steps answered
 * @param files the files of revisions by their names
 * @param written the content version of our draft after we wrote it; null when we have not
 * @param untidied leftovers that could not be deleted
 * @param outwaited drafts of others that were waited for long enough
 */
record Sighting(
        RevisionListing listing,
        Trust trust,
        Map<String, SortedMap<String, String>> files,
        @Nullable String written,
        Set<String> untidied,
        Set<String> outwaited) {
    static final Sighting NOTHING =
            new Sighting(new RevisionListing(List.of(), Instant.EPOCH), Trust.NONE, Map.of(), null, Set.of(), Set.of());

    /** How far the listing tells what is. */
    enum Trust {
        /** It is to be made, for the first time or again. */
        NONE,
        /** Nothing contradicts it, but others may have done something since. */
        CARRIED_ON,
        /** Just made. */
        FRESH
    }

    Sighting {
        files = Map.copyOf(files);
        untidied = Set.copyOf(untidied);
        outwaited = Set.copyOf(outwaited);
    }

    /** The revisions were listed. */
    Sighting listed(RevisionListing now) {
        return new Sighting(now, Trust.FRESH, files, written, untidied, outwaited);
    }

    /** What was listed may no longer be so. */
    Sighting doubted() {
        return new Sighting(listing, Trust.NONE, files, written, untidied, outwaited);
    }

    /** A step answered with this state of a revision. */
    Sighting with(RevisionState state) {
        return carriedOn(state.name(), state);
    }

    /** A revision is gone. */
    Sighting without(RevisionState gone) {
        return carriedOn(gone.name(), null);
    }

    /** A revision's files were read; those of published ones never change. */
    Sighting read(RevisionState revision, SortedMap<String, String> content) {
        Map<String, SortedMap<String, String>> more = new HashMap<>(files);
        more.put(revision.name(), content);
        return new Sighting(listing, trust, more, written, untidied, outwaited);
    }

    /** Our draft was written. */
    Sighting wrote(PackageRevisions.Written draft) {
        Sighting now = with(draft.state()).read(draft.state(), draft.files());
        return new Sighting(now.listing, now.trust, now.files, draft.state().contentVersion(), untidied, outwaited);
    }

    Sighting couldNotTidy(RevisionState leftover) {
        Set<String> more = new HashSet<>(untidied);
        more.add(leftover.name());
        return new Sighting(listing, trust, files, written, more, outwaited);
    }

    /** These drafts of others are not to be waited for any longer. */
    Sighting outwaiting(Set<String> drafts) {
        Set<String> more = new HashSet<>(outwaited);
        more.addAll(drafts);
        return new Sighting(listing, trust, files, written, untidied, more);
    }

    private Sighting carriedOn(String name, @Nullable RevisionState state) {
        List<RevisionState> revisions = new ArrayList<>(listing.revisions());
        revisions.removeIf(revision -> revision.name().equals(name));
        if (state != null) {
            revisions.add(state);
        }
        return new Sighting(
                new RevisionListing(revisions, listing.at()), Trust.CARRIED_ON, files, written, untidied, outwaited);
    }
}
