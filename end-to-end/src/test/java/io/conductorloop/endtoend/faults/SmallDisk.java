package io.conductorloop.endtoend.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of its own that can be filled, where this machine lets us mount one; else a plain folder. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk at(Path folder, int megabytes) throws IOException, InterruptedException {
        boolean mounted =
                run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()));
        if (!mounted) {
            System.out.println("no tmpfs can be mounted here: instead of a full disk, processes may write no bytes");
        }
        return new SmallDisk(folder, mounted);
    }

    Path folder() {
        return folder;
    }

    boolean isMounted() {
        return mounted;
    }

    /** Takes what is free, to the last byte. */
    void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            // Full, although others may have given back a little since.
            FileStore store = Files.getFileStore(folder);
            if (store.getUsableSpace() > store.getTotalSpace() / 10) {
                throw e;
            }
        }
    }

    /** Gives back what was taken. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted && !run(List.of("umount", folder.toString()))) {
            throw new IOException("cannot unmount " + folder);
        }
    }

    static boolean run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
