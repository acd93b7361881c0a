package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees files arrive where they end, and notes when. */
final class FinishedFiles implements AutoCloseable {
    /** So that a second of the fastest load fits into one look; the platform's default is 512. */
    static final String QUEUE_PROPERTY = "jdk.nio.file.WatchService.maxEventsPerPoll";

    private final WatchService watch;
    private final List<Path> folders;
    private final int run;
    private final long[] at;
    private final CountDownLatch open;
    private final Thread thread;
    private volatile boolean missed;

    private FinishedFiles(WatchService watch, List<Path> folders, int run, int count) {
        this.watch = watch;
        this.folders = folders;
        this.run = run;
        this.at = new long[count];
        this.open = new CountDownLatch(count);
        thread = Thread.ofPlatform().name("finished-files").daemon().unstarted(this::look);
    }

    /** Watches these folders, which are made when missing, for the files of a run. */
    static FinishedFiles in(List<Path> folders, int run, int count) throws IOException {
        WatchService watch = FileSystems.getDefault().newWatchService();
        for (Path folder : folders) {
            Files.createDirectories(folder).register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        }
        FinishedFiles files = new FinishedFiles(watch, folders, run, count);
        files.thread.start();
        return files;
    }

    /** Waits for all; false when they did not come in time. What the watch has missed is looked for in the end. */
    boolean await(Duration patience) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!open.await(1, TimeUnit.SECONDS)) {
            if (missed) {
                missed = false;
                lookThrough();
            }
            if (System.nanoTime() > deadline) {
                lookThrough();
                return open.getCount() == 0;
            }
        }
        return true;
    }

    /** How many have not arrived. */
    long missing() {
        return open.getCount();
    }

    /** When each arrived, by {@link System#nanoTime}; 0: not yet. */
    long[] times() {
        return at;
    }

    private void look() {
        try {
            while (true) {
                WatchKey key = watch.take();
                long now = System.nanoTime();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
                        missed = true;
                    } else {
                        arrived(String.valueOf(event.context()), now);
                    }
                }
                key.reset();
            }
        } catch (InterruptedException | java.nio.file.ClosedWatchServiceException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookThrough() throws IOException {
        for (Path folder : folders) {
            try (var files = Files.newDirectoryStream(folder, "intent-*")) {
                for (Path file : files) {
                    arrived(file.getFileName().toString(), System.nanoTime());
                }
            }
        }
    }

    private synchronized void arrived(String name, long now) {
        int index = name.endsWith(".json") ? StagedFiles.index(run, name) : -1;
        if (index >= 0 && at[index] == 0) {
            at[index] = now;
            open.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
        thread.interrupt();
    }
}
