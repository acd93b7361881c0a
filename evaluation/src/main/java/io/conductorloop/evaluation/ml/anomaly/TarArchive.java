package io.conductorloop.evaluation.ml.anomaly;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The text files of a gzipped tar archive (POSIX ustar), by their names in it. */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int TYPE_AT = 156;

    private TarArchive() {}

    /**
     * Lines of every regular file, ordered by name.
     *
     * @throws IOException when there is no such archive, or it ends within a file
     */
    static Map<String, List<String>> read(Path archive) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        try (InputStream file = Files.newInputStream(archive);
                DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
            byte[] header = new byte[BLOCK];
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                String name = text(header, 0, NAME);
                int size = Integer.parseInt(text(header, SIZE_AT, SIZE).strip(), 8);
                byte[] body = new byte[size];
                in.readFully(body);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
                    files.put(
                            name,
                            new String(body, StandardCharsets.UTF_8).lines().toList());
                }
            }
        }
        return files;
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }
}
