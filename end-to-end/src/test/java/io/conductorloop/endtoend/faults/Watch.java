package io.conductorloop.endtoend.faults;

import io.conductorloop.endtoend.TopicReader;

/** Reads the topics in a thread of its own for as long as a trial lasts. */
final class Watch implements AutoCloseable {
    private final TopicReader reader;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile int finished;

    Watch(TopicReader reader) {
        this.reader = reader;
        thread = Thread.ofPlatform().name("watch").daemon().start(this::read);
    }

    /** How many files have an outcome. */
    int finished() {
        return finished;
    }

    private void read() {
        while (!stopping) {
            reader.read();
            finished = reader.finishedFiles.size();
        }
    }

    /** Reads no more; from now on the reader is the caller's. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
