package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a claimed file is called: {@code <id>~<name>}. A name too long to be put behind its id stands in a file of its own,
 * {@code <id>.name}, which is written before the claim; the claim is then called {@code <id>~}.
 *
 * @param file null: it stands in the sidecar
 */
public record ClaimName(IntentId id, @Nullable FileName file) {
    private static final int ID_LENGTH = 36;
    private static final String SIDECAR = ".name";

    /** The name under which the file is claimed. */
    public static FileName of(IntentId id, FileName file) {
        if (needsSidecar(file)) {
            return bare(id);
        }
        byte[] head = (id + "~").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = file.bytes();
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return FileName.of(all);
    }

    /** Whether the name does not fit behind its id. */
    public static boolean needsSidecar(FileName file) {
        return ID_LENGTH + 1 + file.length() > FileName.MAX_LENGTH;
    }

    /** The claim whose file name stands in the sidecar. */
    public static FileName bare(IntentId id) {
        return FileName.of(id + "~");
    }

    /** The file that holds the name of the claim {@link #bare}. */
    public static FileName sidecar(IntentId id) {
        return FileName.of(id + SIDECAR);
    }

    /** Reads a claim's name; empty for any other file, the sidecars among them. */
    public static Optional<ClaimName> parse(FileName name) {
        String text = name.text();
        if (text.length() <= ID_LENGTH || text.charAt(ID_LENGTH) != '~') {
            return Optional.empty();
        }
        try {
            IntentId id = IntentId.parse(text.substring(0, ID_LENGTH));
            byte[] bytes = name.bytes();
            FileName file = bytes.length == ID_LENGTH + 1
                    ? null
                    : FileName.of(Arrays.copyOfRange(bytes, ID_LENGTH + 1, bytes.length));
            return Optional.of(new ClaimName(id, file));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
