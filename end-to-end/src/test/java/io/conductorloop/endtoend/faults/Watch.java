package io.conductorloop.endtoend.faults;

import io.conductorloop.endtoend.TopicReader;
import org.jspecify.annotations.Nullable;

/** Reads the topics in a thread of its own for as long as a trial lasts. */
final class Watch implements AutoCloseable {
    private final TopicReader reader;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile int finished;
    private volatile @Nullable RuntimeException failure;

    Watch(TopicReader reader) {
        this.reader = reader;
        thread = Thread.ofPlatform().name("watch").daemon().start(this::read);
    }

    /** How many files have an outcome. */
    int finished() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the topics are not read any more", failed);
        }
        return finished;
    }

    private void read() {
        try {
            while (!stopping) {
                reader.read();
                finished = reader.finishedFiles.size();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Reads no more; from now on the reader is the caller's. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
