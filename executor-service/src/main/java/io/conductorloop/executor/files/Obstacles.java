package io.conductorloop.executor.files;

import io.conductorloop.contracts.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Says what stood in the way, to the intent's author and the operator. */
final class Obstacles {
    private Obstacles() {}

    static Reason noFolder(String packageName) {
        return Reason.of(
                "foreign-file",
                "where the folder of package " + packageName
                        + " belongs stands something that is no folder; remove it and replay the intent");
    }

    /** A full disk, a missing right and a broken disk all count as passing: an operator can mend them while intents wait. */
    static Reason of(String packageName, IOException e) {
        String what = switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException failed
            when failed.getReason() != null -> failed.getReason() + ": " + failed.getFile();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
        return Reason.of("store-io", "package " + packageName + " could not be written: " + what);
    }
}
