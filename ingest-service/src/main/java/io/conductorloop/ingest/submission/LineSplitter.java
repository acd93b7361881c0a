package io.conductorloop.ingest.submission;

import java.io.IOException;
import java.io.InputStream;

/** Cuts at line feeds, which no JSON value holds unless its author broke it over lines. */
final class LineSplitter extends IntentSplitter {
    LineSplitter(InputStream in, Limits limits) {
        super(in, limits);
    }

    @Override
    Item cut() throws IOException {
        while (true) {
            int read = read();
            if (read == TOO_LONG) {
                return broken(read, null);
            }
            if (read == END) {
                return isEmpty() ? new Item.End() : cutOff();
            }
            if (read == '\n') {
                if (!isEmpty()) {
                    return cutOff();
                }
            } else if (!isEmpty() || !isWhiteSpace(read)) {
                keep(read);
            }
        }
    }
}
