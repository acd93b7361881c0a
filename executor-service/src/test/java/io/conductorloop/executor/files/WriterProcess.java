package io.conductorloop.executor.files;

import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes revisions of three intents each into one shared package, and says after each how far it is. */
final class WriterProcess {
    static final int TARGETS = 3;

    private WriterProcess() {}

    /** The change that comes at this place. */
    static PackageChange change(int place) {
        List<PlannedIntent> intents = new ArrayList<>();
        for (int target = 0; target < TARGETS; target++) {
            intents.add(Planned.scaling()
                    .of("oran", "odu-" + target)
                    .to(1 + place % 100)
                    .at((long) place * TARGETS + target));
        }
        return new PackageChange("oran", intents);
    }

    static Process start(Path root, int from, int to) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName(),
                        root.toString(),
                        Integer.toString(from),
                        Integer.toString(to))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader output(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException {
        PackageStore store = new DirectoryPackageStore(Path.of(args[0]), Durability.OS);
        int to = Integer.parseInt(args[2]);
        for (int place = Integer.parseInt(args[1]); place < to; place++) {
            PackageChange change = change(place);
            for (Effect effect : store.apply(List.of(change)).values()) {
                if (effect instanceof Effect.Refused || effect instanceof Effect.Unavailable) {
                    throw new IOException("place " + place + ": " + effect);
                }
            }
            System.out.println(place);
        }
    }
}
