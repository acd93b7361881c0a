package io.conductorloop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.util.unit.DataSize;

/**
 * A request's body that refuses with 413 to be longer than its limit: at once where the caller states the length, else when
 * the first byte too many is read. It never ends early, so nobody takes a part for the whole.
 */
public final class BoundedBody extends FilterInputStream {
    private final DataSize limit;
    private long left;

    private BoundedBody(InputStream in, DataSize limit) {
        super(in);
        this.limit = limit;
        this.left = limit.toBytes();
    }

    /**
     * The request's body as a stream.
     *
     * @throws ProblemException 413 when the stated length is over the limit
     */
    public static BoundedBody of(HttpServletRequest request, DataSize limit) throws IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw ProblemException.tooLarge(limit);
        }
        return of(request.getInputStream(), limit);
    }

    /** The rest of a body that was looked into before. */
    public static BoundedBody of(InputStream body, DataSize limit) {
        return new BoundedBody(body, limit);
    }

    /**
     * The request's whole body.
     *
     * @throws ProblemException 413 when it is over the limit
     */
    public static byte[] read(HttpServletRequest request, DataSize limit) throws IOException {
        try (var body = of(request, limit)) {
            return body.readAllBytes();
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw ProblemException.tooLarge(limit);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
