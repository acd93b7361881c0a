package io.conductorloop.ingest.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.conductorloop.ingest.FileName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Linux tells when a file is closed after writing or moved in: at once, with its name, and never for one half written. When
 * the kernel's queue overflows the folder is looked through.
 */
final class InotifyWatch implements FolderWatch {
    private static final int EVENTS =
            Linux.IN_CLOSE_WRITE | Linux.IN_MOVED_TO | Linux.IN_DELETE_SELF | Linux.IN_MOVE_SELF | Linux.IN_ONLYDIR;
    private static final int LOST = Linux.IN_DELETE_SELF | Linux.IN_MOVE_SELF | Linux.IN_UNMOUNT | Linux.IN_IGNORED;

    // struct inotify_event: int wd; uint32_t mask, cookie, len; char name[len], padded with NUL.
    private static final int MASK_OFFSET = 4;
    private static final int LENGTH_OFFSET = 12;
    private static final int HEADER = 16;
    private static final int BUFFER = 64 * 1024;

    // struct pollfd: int fd; short events, revents.
    private static final int POLLFD = 8;
    private static final int EVENTS_OFFSET = 4;

    private final byte[] folder;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER, 8);
    private final MemorySegment polled = arena.allocate(2 * POLLFD, 8);
    private final MemorySegment woken = arena.allocate(8, 8);
    private final int inotify;
    private final int wakes;
    private boolean closed;

    /** @throws IOException when the folder cannot be watched, as when the user has used up the watches allowed */
    InotifyWatch(Path folder) throws IOException {
        this.folder = Names.bytes(folder);
        inotify = checked("inotify_init1", Linux.inotify());
        int eventfd = Linux.eventfd();
        if (eventfd < 0) {
            Linux.close(inotify);
            throw Linux.failure("eventfd", eventfd);
        }
        wakes = eventfd;
        prepare(0, inotify);
        prepare(POLLFD, wakes);
        try {
            renew();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void prepare(long at, int fd) {
        polled.set(JAVA_INT, at, fd);
        polled.set(JAVA_SHORT, at + EVENTS_OFFSET, Linux.POLLIN);
    }

    @Override
    public void renew() throws IOException {
        checked("inotify_add_watch", Linux.addWatch(inotify, folder, EVENTS));
    }

    @Override
    public Notice await(Duration timeout, Consumer<FileName> finished) throws IOException {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(timeout.toNanos(), 1_000_000L));
        int ready = Linux.poll(polled, 2, Math.max(0, millis));
        if (ready < 0 && -ready != Linux.EINTR) {
            throw Linux.failure("poll", ready);
        }
        if (ready <= 0) {
            return Notice.NAMES;
        }
        Linux.read(wakes, woken);
        long read = Linux.read(inotify, buffer);
        if (-read == Linux.EAGAIN || -read == Linux.EINTR) {
            return Notice.NAMES;
        }
        if (read < 0) {
            throw Linux.failure("read", read);
        }
        return events(read, finished);
    }

    private Notice events(long end, Consumer<FileName> finished) {
        Notice notice = Notice.NAMES;
        int length;
        for (long at = 0; at < end; at += HEADER + length) {
            int mask = buffer.get(JAVA_INT, at + MASK_OFFSET);
            length = buffer.get(JAVA_INT, at + LENGTH_OFFSET);
            if ((mask & Linux.IN_Q_OVERFLOW) != 0) {
                notice = Notice.OVERFLOW;
            } else if ((mask & LOST) != 0) {
                notice = notice == Notice.OVERFLOW ? notice : Notice.LOOK;
            } else if (length > 0) {
                finished.accept(name(at + HEADER, length));
            }
        }
        return notice;
    }

    private FileName name(long at, int padded) {
        int length = 0;
        while (length < padded && buffer.get(JAVA_BYTE, at + length) != 0) {
            length++;
        }
        return FileName.of(buffer.asSlice(at, length).toArray(JAVA_BYTE));
    }

    // Not on a descriptor that was closed: its number may be another file's by now.
    @Override
    public synchronized void wake() {
        if (!closed) {
            Linux.signal(wakes);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Linux.close(inotify);
            Linux.close(wakes);
            arena.close();
        }
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw Linux.failure(call, result);
        }
        return result;
    }
}
