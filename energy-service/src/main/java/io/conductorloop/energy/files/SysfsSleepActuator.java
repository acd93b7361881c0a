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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sleep by Linux' CPU hot-plug ({@code cpuN/online}) and PM QoS: {@code cpuN/power/pm_qos_resume_latency_us} where processors have it, else
 * {@code /dev/cpu_dma_latency}, which holds for as long as it is kept open. Writing needs root.
 *
 * <p>Nothing that somebody else has limited more is touched, and when one write is not taken all are taken back.
 */
public final class SysfsSleepActuator implements SleepActuator {
    private static final String ONLINE = "online";
    private static final String LATENCY = "power/pm_qos_resume_latency_us";
    private static final String UNLIMITED = "0";
    private static final String NOT_ANY = "n/a";

    private static final Pattern OURS = Pattern.compile("cpu\\d+/(?:" + ONLINE + "|" + LATENCY + ")");

    private final FoundFiles files;
    private final @Nullable Path device;
    private final int processors;
    private @Nullable FileChannel held;

    private SysfsSleepActuator(FoundFiles files, @Nullable Path device, int processors) {
        this.files = files;
        this.device = device;
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
        FoundFiles files = FoundFiles.open(folder, notes, OURS);
        int processors = 0;
        boolean limits = false;
        for (String processor : processors(folder)) {
            if ("0".equals(files.text(processor + "/" + ONLINE))) {
                continue;
            }
            processors++;
            files.find(processor + "/" + ONLINE);
            limits |= files.find(processor + "/" + LATENCY) != null;
        }
        boolean byDevice = !limits && Files.exists(device);
        if (files.found().isEmpty() && !byDevice) {
            throw new NoSuchFileException(
                    folder.toString(), null, "neither CPU hot-plug nor PM QoS: a container, or a kernel without them");
        }
        return new SysfsSleepActuator(files, byDevice ? device : null, Math.max(1, processors));
    }

    @Override
    public int processors() {
        return processors;
    }

    @Override
    public Optional<String> sleep(int awake, Duration wakeUp) {
        long micros = Math.clamp(wakeUp.toNanos() / 1_000, 1, Integer.MAX_VALUE);
        Map<String, String> wishes = new LinkedHashMap<>();
        List<String> parkable = new ArrayList<>(files.found().keySet().stream()
                .filter(name -> name.endsWith(ONLINE))
                .toList());
        int parked = processors - awake;
        for (String name : parkable.reversed()) {
            wishes.put(name, parked-- > 0 ? "0" : "1");
        }
        files.found().forEach((name, before) -> {
            if (name.endsWith(LATENCY) && !before.equals(NOT_ANY)) {
                boolean stricter = !before.equals(UNLIMITED) && Long.parseLong(before) < micros;
                wishes.put(name, stricter ? before : Long.toString(micros));
            }
        });
        Optional<String> why = files.write(wishes);
        if (why.isEmpty()) {
            try {
                hold((int) micros);
            } catch (IOException e) {
                return Optional.of("not taken, " + restore().orElse("all put back") + ": " + e);
            }
        }
        return why;
    }

    @Override
    public Optional<String> restore() {
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                return Optional.of("not put back: " + e);
            }
            held = null;
        }
        return files.restore();
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
}
