package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Intents written beside the handoff folder before a run, so that handing one over is one rename: the load generator then
 * takes little of the machine, and the moment at which a file is complete is exact.
 *
 * <p>Intents go round {@link #TARGETS} targets; no two say the same, so none is a repeat.
 */
final class StagedFiles {
    /** How many targets the load is about. */
    static final int TARGETS = 1_000;

    private static final int NAMESPACES = 20;
    private static final int REPLICAS = 50;
    private static final long RUN_SPAN = 10_000_000;
    private static final byte FILLER = 'x';

    private final Path folder;
    private final Path handoff;
    private final Path[] staged;
    private final Path[] places;

    private StagedFiles(Path folder, Path handoff, Path[] staged, Path[] places) {
        this.folder = folder;
        this.handoff = handoff;
        this.staged = staged;
        this.places = places;
    }

    /**
     * Writes them.
     *
     * @param run tells its files from those of other runs, and makes their content differ
     */
    static StagedFiles write(Path folder, Path handoff, int run, int count, int bytes) throws IOException {
        return write(folder, handoff, run, count, bytes, TARGETS);
    }

    /** As the other, for so many targets. */
    static StagedFiles write(Path folder, Path handoff, int run, int count, int bytes, int targets) throws IOException {
        Files.createDirectories(folder);
        Path[] staged = new Path[count];
        Path[] places = new Path[count];
        for (int i = 0; i < count; i++) {
            String name = name(run, i);
            staged[i] = Files.write(folder.resolve(name), intent(run, i, bytes, targets));
            places[i] = handoff.resolve(name);
        }
        return new StagedFiles(folder, handoff, staged, places);
    }

    static String name(int run, int index) {
        return String.format(Locale.ROOT, "intent-%03d-%07d.json", run, index);
    }

    /** The index in a file's name, or -1 when it is not of that run. */
    static int index(int run, String name) {
        String start = String.format(Locale.ROOT, "intent-%03d-", run);
        if (!name.startsWith(start) || name.length() < start.length() + 7) {
            return -1;
        }
        for (int i = start.length(); i < start.length() + 7; i++) {
            if (!Character.isDigit(name.charAt(i))) {
                return -1;
            }
        }
        return Integer.parseInt(name, start.length(), start.length() + 7, 10);
    }

    /** A valid intent of exactly that size, or a little more where the smallest one is larger. Unlike any other. */
    static byte[] intent(int run, int index, int bytes) {
        return intent(run, index, bytes, TARGETS);
    }

    private static byte[] intent(int run, int index, int bytes, int targets) {
        int target = index % targets;
        int replicas = 1 + (index / targets + run) % REPLICAS;
        String start = "{\"intent_type\":\"scaling\",\"target\":\"du-" + target + "\",\"namespace\":\"ns-"
                + target % NAMESPACES + "\",\"replicas\":" + replicas;
        int room = bytes - start.length() - "}".length();
        return filled(start, Long.toString(run * RUN_SPAN + index, Character.MAX_RADIX), room);
    }

    // A reason has its limit in the schema; what is to be longer grows by resources, as a real large intent does.
    private static byte[] filled(String start, String unique, int room) {
        StringBuilder intent = new StringBuilder(start.length() + room + 1).append(start);
        int reasonEnds = Math.min(room, 512);
        int end = start.length() + room;
        intent.append(",\"reason\":\"").append(unique);
        fill(intent, start.length() + reasonEnds - 1);
        intent.append('"');
        if (intent.length() < end) {
            String open = ",\"target_resources\":[\"";
            if (end - intent.length() > open.length() + 2) {
                intent.append(open);
                while (end - intent.length() > 130) {
                    fill(intent, intent.length() + 60);
                    intent.append("\",\"");
                }
                fill(intent, end - 2);
                intent.append("\"]");
            } else {
                intent.append(" ".repeat(end - intent.length()));
            }
        }
        return intent.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void fill(StringBuilder text, int upTo) {
        while (text.length() < upTo) {
            text.append((char) FILLER);
        }
    }

    int count() {
        return staged.length;
    }

    /** Hands file {@code index} over. */
    void drop(int index) {
        try {
            Files.move(staged[index], places[index], StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand over into " + handoff, e);
        }
    }

    /** Removes the folder, which is empty once all are handed over. */
    void clear() throws IOException {
        Files.deleteIfExists(folder);
    }
}
