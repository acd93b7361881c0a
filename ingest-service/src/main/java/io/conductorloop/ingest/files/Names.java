package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as bytes on Java's paths as text. A path keeps the bytes it came with, but its text depends on the locale and
 * loses what that cannot say; its URI does not, and so names that are not plain ASCII go through it.
 */
final class Names {
    private Names() {}

    /** The name at the path's end. */
    static FileName nameOf(Path path) {
        String text = path.getFileName().toString();
        return isAscii(text) ? FileName.of(text) : FileName.decode(lastSegment(path));
    }

    /** The file of that name in a folder. */
    static Path in(Path folder, FileName name) {
        if (name.isAscii()) {
            return folder.resolve(name.text());
        }
        String parent = rawPath(folder);
        return Path.of(URI.create("file://" + parent + (parent.endsWith("/") ? "" : "/") + uriEncoded(name)));
    }

    /** The path as the operating system takes it. */
    static byte[] bytes(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        StringBuilder decoded = new StringBuilder();
        for (String segment : rawPath(path).split("/", -1)) {
            if (!segment.isEmpty()) {
                decoded.append('/').append(new String(FileName.decode(segment).bytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return decoded.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String lastSegment(Path path) {
        String raw = rawPath(path);
        String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static String rawPath(Path path) {
        return path.toUri().getRawPath();
    }

    private static String uriEncoded(FileName name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.bytes()) {
            encoded.append('%');
            HexFormat.of().toHexDigits(encoded, b);
        }
        return encoded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
