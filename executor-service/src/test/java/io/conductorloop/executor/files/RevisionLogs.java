package io.conductorloop.executor.files;

import io.conductorloop.contracts.IntentId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what took effect from the logs that a store keeps. */
final class RevisionLogs {
    private static final Pattern ID = Pattern.compile("\"id\":\"([-0-9a-f]{36})\"");

    private RevisionLogs() {}

    static List<IntentId> effected(Path root) throws IOException {
        List<IntentId> effected = new ArrayList<>();
        Path logs = root.resolve(".revisions");
        if (Files.isDirectory(logs)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
                for (Path log : files) {
                    Matcher id = ID.matcher(Files.readString(log));
                    while (id.find()) {
                        effected.add(IntentId.parse(id.group(1)));
                    }
                }
            }
        }
        return effected;
    }
}
