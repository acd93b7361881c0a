package io.conductorloop.executor.files;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program that gets no input, has so much time, and leaves nothing behind: whatever it started is ended with
 * it, and of what it and they print only the end is kept.
 *
 * <p>Where there is {@code setsid}, the program leads a session of its own, by which Linux shows its children also when their
 * parent is gone; elsewhere those that are still its descendants are ended. Only a program that makes a session for itself on
 * purpose escapes.
 */
final class BoundedRun {
    /** How a run ended. */
    sealed interface End {
        /** By itself; {@code code} is 128 and more when a signal ended it, as a shell says it. */
        record Exited(int code, String output) implements End {}

        /** By us, when its time was over. */
        record TimedOut(String output) implements End {}

        /** Before it began. */
        record NotStarted(String why) implements End {}
    }

    private static final Path SESSIONS = Path.of("/proc/self/stat");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final List<String> command;
    private final Duration timeout;
    private final Duration grace;

    /**
     * A run to be.
     *
     * @param command the program, by path or by name on the PATH, and its arguments
     * @param timeout how long it may run
     * @param grace how long it may then take to end when asked
     */
    BoundedRun(List<String> command, Duration timeout, Duration grace) {
        this.command = command;
        this.timeout = timeout;
        this.grace = grace;
    }

    /** @throws InterruptedException when this thread is stopped; the program is ended first */
    End run() throws InterruptedException {
        Optional<Path> program = find(command.getFirst());
        if (program.isEmpty()) {
            return new End.NotStarted("there is no program '" + command.getFirst() + "' that may be run");
        }
        Process process;
        try {
            process = new ProcessBuilder(withSession())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            return new End.NotStarted(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        TailOfOutput output = new TailOfOutput();
        Thread reader = Thread.ofVirtual().start(() -> drain(process.getInputStream(), output));
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                members(process).forEach(ProcessHandle::destroy);
                awaitNone(process, grace);
            }
        } finally {
            killAll(process);
        }
        reader.join(LAST_WORDS);
        return ended ? new End.Exited(process.exitValue(), output.text()) : new End.TimedOut(output.text());
    }

    private List<String> withSession() {
        List<String> whole = new ArrayList<>();
        if (Files.exists(SESSIONS)) {
            find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        }
        whole.addAll(command);
        return whole;
    }

    private static Optional<Path> find(String program) {
        if (program.contains(File.separator)) {
            return Optional.of(Path.of(program)).filter(BoundedRun::isProgram);
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(BoundedRun::isProgram)
                .findFirst();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private void killAll(Process process) throws InterruptedException {
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        for (List<ProcessHandle> left = members(process); !left.isEmpty(); left = members(process)) {
            left.forEach(ProcessHandle::destroyForcibly);
            if (System.nanoTime() > deadline) {
                return;
            }
            process.waitFor(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS);
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static void awaitNone(Process process, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!members(process).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** What is alive of the program's session, or else of its descendants, the program included. */
    private static List<ProcessHandle> members(Process process) {
        if (!Files.exists(SESSIONS)) {
            return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        }
        return Stream.concat(
                        Stream.of(process.toHandle()),
                        Stream.concat(
                                process.descendants(),
                                ProcessHandle.allProcesses().filter(other -> sessionOf(other.pid()) == process.pid())))
                .filter(ProcessHandle::isAlive)
                .distinct()
                .toList();
    }

    /** The sixth field of {@code /proc/PID/stat}; the second is a name in brackets that may hold anything. */
    private static long sessionOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            boolean zombie = fields[0].equals("Z");
            return zombie ? -1 : Long.parseLong(fields[3]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    private static void drain(InputStream from, TailOfOutput to) {
        byte[] some = new byte[8192];
        try {
            for (int length = from.read(some); length >= 0; length = from.read(some)) {
                to.add(some, length);
            }
        } catch (IOException e) {
            to.add(e.getMessage());
        }
    }

    /** The last of what was printed. */
    static final class TailOfOutput {
        private static final int KEPT = 64 * 1024;

        private final byte[] ring = new byte[KEPT];
        private long printed;

        synchronized void add(byte[] some, int length) {
            for (int i = 0; i < length; i++) {
                ring[(int) (printed++ % KEPT)] = some[i];
            }
        }

        void add(@Nullable String text) {
            if (text != null) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                add(bytes, bytes.length);
            }
        }

        /** As text, without control characters and blanks at its ends. */
        synchronized String text() {
            int length = (int) Math.min(printed, KEPT);
            byte[] tail = new byte[length];
            for (int i = 0; i < length; i++) {
                tail[i] = ring[(int) ((printed - length + i) % KEPT)];
            }
            return new String(tail, StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                    .strip();
        }
    }
}
