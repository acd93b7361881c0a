package io.conductorloop.ingest;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import java.util.List;
import java.util.Optional;

/** Decides from the outside of a file, without opening it, whether it may be read as an intent. */
public final class Screening {
    private static final String FORBIDDEN = "~$*?[]{}|<>";

    private final long maxSize;

    /** @param maxSize the largest intent taken, bytes */
    public Screening(long maxSize) {
        this.maxSize = maxSize;
    }

    /** What is found under a name. */
    public enum Kind {
        REGULAR("a regular file"),
        LINK("a symbolic link"),
        DIRECTORY("a directory"),
        FIFO("a named pipe"),
        SOCKET("a socket"),
        DEVICE("a device"),
        OTHER("neither a file nor a folder");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    /** The largest intent taken, bytes. */
    public long maxSize() {
        return maxSize;
    }

    /**
     * Why the file is refused, if it is.
     *
     * @param size bytes; of a regular file
     */
    public Optional<Outcome> refusal(FileName name, Kind kind, long size) {
        if (kind != Kind.REGULAR) {
            return rejected(
                    "regular-file", "only regular files are taken, and this is " + kind.title + "; it was not opened");
        }
        Optional<String> forbidden = forbiddenIn(name);
        if (forbidden.isPresent()) {
            return rejected("file-name", "the file name contains " + forbidden.get() + ", which is not allowed");
        }
        if (size > maxSize) {
            return rejected(
                    "size", "the file has " + size + " bytes, and at most " + maxSize + " are taken; it was not read");
        }
        if (size == 0) {
            return rejected("empty", "the file is empty");
        }
        return Optional.empty();
    }

    /** The outcome of a file that the operating system does not let us read. */
    public static Outcome unreadable(String why) {
        return new Outcome.Failed(Reason.of("unreadable", "the file could not be read: " + why), 1);
    }

    /** The outcome of a file that changed each time it was read. */
    public static Outcome unstable() {
        return new Outcome.Rejected(List.of(Reason.of(
                "still-being-written", "the file was changed while it was read, each time; hand over finished files")));
    }

    private static Optional<String> forbiddenIn(FileName name) {
        if (name.text().contains("..")) {
            return Optional.of("'..'");
        }
        return name.text()
                .chars()
                .filter(c -> FORBIDDEN.indexOf(c) >= 0)
                .mapToObj(c -> "'" + (char) c + "'")
                .findFirst();
    }

    private static Optional<Outcome> rejected(String rule, String message) {
        return Optional.of(new Outcome.Rejected(List.of(Reason.of(rule, message))));
    }
}
