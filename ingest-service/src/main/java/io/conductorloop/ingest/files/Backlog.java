package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The files found by one look through the folder, in the order in which they are taken: by modification time, then name.
 * Holds the oldest up to a limit, so that a huge folder does not become a huge heap; the others are found by the next look.
 */
final class Backlog {
    private static final Comparator<Entry> AGE =
            Comparator.comparingLong(Entry::modifiedMillis).thenComparing(entry -> entry.name.text());

    private final int limit;
    private final PriorityQueue<Entry> youngestFirst = new PriorityQueue<>(AGE.reversed());
    private long seen;

    Backlog(int limit) {
        this.limit = limit;
    }

    private record Entry(FileName name, long modifiedMillis) {}

    void add(FileName name, long modifiedMillis) {
        seen++;
        youngestFirst.add(new Entry(name, modifiedMillis));
        if (youngestFirst.size() > limit) {
            youngestFirst.remove();
        }
    }

    /** How many files were seen, those beyond the limit included. */
    long seen() {
        return seen;
    }

    /** Whether there are more than are held. */
    boolean isCut() {
        return seen > youngestFirst.size();
    }

    /** The names, oldest file first. */
    List<FileName> inOrder() {
        List<Entry> entries = new ArrayList<>(youngestFirst);
        entries.sort(AGE);
        return entries.stream().map(Entry::name).toList();
    }
}
