package io.conductorloop.ingest.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The system calls of Linux that Java has no words for, through the foreign function API. Every call returns what the C
 * function returns, or minus {@code errno} where that reports an error. Constants are those of the generic ABI, which
 * x86-64 and AArch64 share.
 */
final class Linux {
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EEXIST = 17;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSYS = 38;
    static final int EOPNOTSUPP = 95;

    static final int O_RDONLY = 0;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int F_SETSIG = 10;
    static final int F_SETLEASE = 1024;
    static final int F_RDLCK = 0;
    static final int SIGURG = 23;

    static final int IN_CLOSE_WRITE = 0x8;
    static final int IN_MOVED_TO = 0x80;
    static final int IN_DELETE_SELF = 0x400;
    static final int IN_MOVE_SELF = 0x800;
    static final int IN_UNMOUNT = 0x2000;
    static final int IN_Q_OVERFLOW = 0x4000;
    static final int IN_IGNORED = 0x8000;
    static final int IN_ONLYDIR = 0x1000000;

    static final short POLLIN = 1;

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int RENAME_NOREPLACE = 1;
    private static final int O_WRONLY = 1;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** Whether this is Linux on a machine whose constants are known. */
    static final boolean AVAILABLE = available();

    private Linux() {}

    // These differ between the two architectures.
    private static final int O_DIRECTORY = "aarch64".equals(System.getProperty("os.arch")) ? 0x4000 : 0x10000;
    private static final int O_TMPFILE = 0x400000 | O_DIRECTORY;
    private static final int O_NOFOLLOW = "aarch64".equals(System.getProperty("os.arch")) ? 0x8000 : 0x20000;

    private static boolean available() {
        String arch = System.getProperty("os.arch", "");
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")
                && (arch.equals("amd64") || arch.equals("aarch64"));
    }

    /** Resolved on first use, so that other systems never look for these functions. */
    private static final class Calls {
        static final MethodHandle OPEN =
                variadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle FCNTL =
                variadic("fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle READ = call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle WRITE = call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle LINKAT =
                call("linkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle FCHMOD = call("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle POLL = call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle EVENTFD = call("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle INOTIFY_INIT1 = call("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle INOTIFY_ADD_WATCH =
                call("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle RENAMEAT2 =
                call("renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

        private static MethodHandle call(String name, FunctionDescriptor type) {
            return link(name, type, Linker.Option.captureCallState("errno"));
        }

        private static MethodHandle variadic(String name, int fixed, FunctionDescriptor type) {
            return link(name, type, Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(fixed));
        }

        private static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
        }
    }

    /** Opens for reading, never blocking and never following a link at the path's end. */
    static int open(byte[] path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;
            return result((int) Calls.OPEN.invokeExact(state, text(arena, path), flags, 0), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Opens a new file without a name, in the file system of {@code folder}, for writing. */
    static int openUnnamed(byte[] folder, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int flags = O_WRONLY | O_CLOEXEC | O_TMPFILE;
            return result((int) Calls.OPEN.invokeExact(state, text(arena, folder), flags, mode), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sets the permissions of an open file, whatever the umask. */
    static int fchmod(int fd, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.FCHMOD.invokeExact(state, fd, mode), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Gives a file of {@link #openUnnamed} its name, unless the name is taken. */
    static int giveName(int fd, byte[] path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment self = arena.allocateFrom("/proc/self/fd/" + fd);
            return result(
                    (int) Calls.LINKAT.invokeExact(
                            state, AT_FDCWD, self, AT_FDCWD, text(arena, path), AT_SYMLINK_FOLLOW),
                    state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes some bytes from {@code from} on; says how many. */
    static long write(int fd, byte[] content, int from) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment bytes = arena.allocate(content.length - from);
            MemorySegment.copy(content, from, bytes, JAVA_BYTE, 0, content.length - from);
            return result((long) Calls.WRITE.invokeExact(state, fd, bytes, bytes.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.CLOSE.invokeExact(state, fd), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int fcntl(int fd, int command, int argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.FCNTL.invokeExact(state, fd, command, argument), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long read(int fd, MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((long) Calls.READ.invokeExact(state, fd, into, into.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Adds one to an {@link #eventfd}. */
    static long signal(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
            return result((long) Calls.WRITE.invokeExact(state, fd, one, 8L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param fds an array of {@code struct pollfd} */
    static int poll(MemorySegment fds, long count, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.POLL.invokeExact(state, fds, count, timeoutMillis), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int eventfd() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.EVENTFD.invokeExact(state, 0, O_NONBLOCK | O_CLOEXEC), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int inotify() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.INOTIFY_INIT1.invokeExact(state, O_NONBLOCK | O_CLOEXEC), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int addWatch(int fd, byte[] path, int mask) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) Calls.INOTIFY_ADD_WATCH.invokeExact(state, fd, text(arena, path), mask), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Renames unless something of the new name is there, in one step. */
    static int renameNoReplace(byte[] from, byte[] to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(
                    (int) Calls.RENAMEAT2.invokeExact(
                            state, AT_FDCWD, text(arena, from), AT_FDCWD, text(arena, to), RENAME_NOREPLACE),
                    state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The exception for a call that had to succeed. */
    static IOException failure(String call, long result) {
        return new IOException(call + " failed with errno " + -result);
    }

    private static MemorySegment text(Arena arena, byte[] path) {
        MemorySegment text = arena.allocate(path.length + 1L);
        MemorySegment.copy(path, 0, text, JAVA_BYTE, 0, path.length);
        return text;
    }

    private static int result(int result, MemorySegment state) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static long result(long result, MemorySegment state) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
