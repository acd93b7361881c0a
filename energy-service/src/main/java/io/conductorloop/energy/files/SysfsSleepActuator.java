package io.conductorloop.energy.files;

import io.conductorloop.energy.sleep.SleepActuator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sleep by Linux' CPU hot-plug ({@code cpuN/online}) and PM QoS: {@code cpuN/power/pm_qos_resume_latency_us} where processors have it, else
 * {@code /dev/cpu_dma_latency}, which holds for as long as it is kept open. Writing needs root.
 *
 * <p>What was found is kept in a file until it is put back, so that a process that was killed and started again puts it back too.
 * Nothing that somebody else has limited more is touched, and when one write is not taken all are taken back.
 */
public final class SysfsSleepActuator implements SleepActuator {
    private static final String ONLINE = "online";
    private static final String LATENCY = "power/pm_qos_resume_latency_us";
    private static final String UNLIMITED = "0";
    private static final String NOT_ANY = "n/a";

    private final Path folder;
    private final @Nullable Path device;
    private final Path notes;
    /** Files below the folder and what they said. */
    private final Map<String, String> found;

    private final int processors;
    private @Nullable FileChannel held;
    private boolean applied;

    private SysfsSleepActuator(
            Path folder, @Nullable Path device, Path notes, Map<String, String> found, int processors) {
        this.folder = folder;
        this.device = device;
        this.notes = notes;
        this.found = found;
        this.processors = processors;
    }

    /**
     * Opens the folder, normally {@code /sys/devices/system/cpu}, and puts back what a killed process left.
     *
     * @param device normally {@code /dev/cpu_dma_latency}
     * @param notes a file in which it is kept what was found, while it is not so
     * @throws NoSuchFileException when the machine has neither; the message says so
     * @throws IOException when what was left is not taken back; the notes stay
     */
    public static SysfsSleepActuator open(Path folder, Path device, Path notes) throws IOException {
        if (Files.exists(notes)) {
            List<String> left = put(folder, read(notes));
            if (!left.isEmpty()) {
                throw new IOException("not put back as a killed process found it: " + left);
            }
            Files.delete(notes);
        }
        Map<String, String> found = new LinkedHashMap<>();
        int processors = 0;
        boolean limits = false;
        for (String processor : processors(folder)) {
            String online = text(folder.resolve(processor).resolve(ONLINE));
            if ("0".equals(online)) {
                continue;
            }
            processors++;
            if (online != null) {
                found.put(processor + "/" + ONLINE, online);
            }
            String latency = text(folder.resolve(processor).resolve(LATENCY));
            if (latency != null) {
                found.put(processor + "/" + LATENCY, latency);
                limits = true;
            }
        }
        boolean byDevice = !limits && Files.exists(device);
        if (found.isEmpty() && !byDevice) {
            throw new NoSuchFileException(
                    folder.toString(), null, "neither CPU hot-plug nor PM QoS: a container, or a kernel without them");
        }
        return new SysfsSleepActuator(folder, byDevice ? device : null, notes, found, Math.max(1, processors));
    }

    @Override
    public int processors() {
        return processors;
    }

    @Override
    public Optional<String> sleep(int awake, Duration wakeUp) {
        long micros = Math.clamp(wakeUp.toNanos() / 1_000, 1, Integer.MAX_VALUE);
        Map<String, String> wishes = new LinkedHashMap<>();
        List<String> parkable = new ArrayList<>(
                found.keySet().stream().filter(name -> name.endsWith(ONLINE)).toList());
        int parked = processors - awake;
        for (String name : parkable.reversed()) {
            wishes.put(name, parked-- > 0 ? "0" : "1");
        }
        found.forEach((name, before) -> {
            if (name.endsWith(LATENCY) && !before.equals(NOT_ANY)) {
                boolean stricter = !before.equals(UNLIMITED) && Long.parseLong(before) < micros;
                wishes.put(name, stricter ? before : Long.toString(micros));
            }
        });
        Map<String, String> before = new LinkedHashMap<>();
        try {
            note();
            for (Map.Entry<String, String> wish : wishes.entrySet()) {
                Path file = folder.resolve(wish.getKey());
                String present = text(file);
                if (present != null && !present.equals(wish.getValue())) {
                    before.put(wish.getKey(), present);
                    Files.writeString(file, wish.getValue());
                }
            }
            hold((int) micros);
            applied = true;
            return Optional.empty();
        } catch (IOException e) {
            List<String> left = new ArrayList<>(put(folder, before));
            if (!applied) {
                restore().ifPresent(left::add);
            }
            return Optional.of("not taken, " + (left.isEmpty() ? "all put back: " : "nor put back " + left + ": ") + e);
        }
    }

    @Override
    public Optional<String> restore() {
        List<String> left = put(folder, found);
        try {
            if (held != null) {
                held.close();
                held = null;
            }
            if (left.isEmpty()) {
                if (Files.exists(notes)) {
                    Files.delete(notes);
                }
                applied = false;
                return Optional.empty();
            }
            return Optional.of("not put back: " + left);
        } catch (IOException e) {
            return Optional.of("not put back: " + e);
        }
    }

    /** The device takes 32 bits in the machine's order, and forgets them once it is closed. */
    private void hold(int micros) throws IOException {
        if (device == null) {
            return;
        }
        if (held == null) {
            held = FileChannel.open(device, StandardOpenOption.WRITE);
        }
        held.write(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(micros)
                        .flip(),
                0);
    }

    private void note() throws IOException {
        if (Files.exists(notes)) {
            return;
        }
        Path parent = notes.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                notes,
                found.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    private static Map<String, String> read(Path notes) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(notes)) {
            String name = line.substring(0, Math.max(0, line.indexOf('=')));
            // Nobody's note has anything else written.
            if (name.matches("cpu\\d+/(?:" + ONLINE + "|" + LATENCY + ")")) {
                values.put(name, line.substring(name.length() + 1));
            }
        }
        return values;
    }

    /**
     * Each as far as it goes: one that is refused keeps no other from getting its value back, and a processor that went away comes back with
     * the kernel's defaults.
     *
     * @return what was refused, and how
     */
    private static List<String> put(Path folder, Map<String, String> values) {
        List<String> refused = new ArrayList<>();
        values.forEach((name, value) -> {
            Path file = folder.resolve(name);
            String present = text(file);
            if (present != null && !present.equals(value)) {
                try {
                    Files.writeString(file, value);
                } catch (IOException e) {
                    refused.add(name + " (" + e.getMessage() + ")");
                }
            }
        });
        return refused;
    }

    /** In the order of their numbers. */
    private static List<String> processors(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Map<Integer, String> byNumber = new TreeMap<>(Comparator.naturalOrder());
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("cpu\\d{1,6}"))
                    .forEach(name -> byNumber.put(Integer.parseInt(name.substring(3)), name));
        }
        return List.copyOf(byNumber.values());
    }

    /** Null where there is no such file, or it cannot be read. */
    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return null;
        }
    }
}
