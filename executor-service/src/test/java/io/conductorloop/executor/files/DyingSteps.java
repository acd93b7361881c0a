package io.conductorloop.executor.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Does the steps up to one at which the process dies, or the disk fails. */
final class DyingSteps implements FileSteps {
    /** How much of the fatal step is done. */
    enum Death {
        BEFORE,
        HALF_WAY,
        AFTER
    }

    /** The end of the process, as far as code can tell. */
    static final class Died extends Error {}

    private final FileSteps steps;
    private final Death death;
    private int left;
    private boolean died;
    private boolean failingOnly;

    DyingSteps(FileSteps steps, Death death, int survived) {
        this.steps = steps;
        this.death = death;
        this.left = survived;
    }

    /** Lets the step fail with an exception, and later steps succeed. */
    DyingSteps failingOnly() {
        failingOnly = true;
        return this;
    }

    boolean hasDied() {
        return died;
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step(() -> steps.createFolder(folder), () -> {});
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step(() -> steps.write(file, content), () -> steps.write(file, half(content)));
    }

    @Override
    public void append(FileChannel log, byte[] line) throws IOException {
        step(() -> steps.append(log, line), () -> steps.append(log, half(line)));
    }

    @Override
    public void truncate(FileChannel log, long size) throws IOException {
        step(() -> steps.truncate(log, size), () -> {});
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(() -> steps.rename(from, to), () -> {});
    }

    @Override
    public void delete(Path file) throws IOException {
        step(() -> steps.delete(file), () -> {});
    }

    @Override
    public void settle(Path folder) throws IOException {
        step(() -> steps.settle(folder), () -> {});
    }

    private void step(Step whole, Step halfWay) throws IOException {
        if (died && !failingOnly) {
            throw new Died();
        }
        if (died || left-- > 0) {
            whole.run();
            return;
        }
        died = true;
        switch (death) {
            case BEFORE -> {}
            case HALF_WAY -> halfWay.run();
            case AFTER -> whole.run();
        }
        if (failingOnly) {
            throw new IOException("No space left on device");
        }
        throw new Died();
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private interface Step {
        void run() throws IOException;
    }
}
