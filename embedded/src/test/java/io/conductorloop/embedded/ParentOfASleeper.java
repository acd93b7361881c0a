package io.conductorloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A JVM that has a child and waits to be killed; the child's id is in {@code sleeper.pid}. */
final class ParentOfASleeper {
    static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        ChildProcess child =
                ChildProcess.start(List.of("sleep", "600"), folder, Map.of(), folder.resolve("sleeper.log"));
        Path partial = Files.writeString(folder.resolve("sleeper.partial"), Long.toString(child.pid()));
        Files.move(partial, folder.resolve("sleeper.pid"), StandardCopyOption.ATOMIC_MOVE);
        child.onExit().join();
    }
}
