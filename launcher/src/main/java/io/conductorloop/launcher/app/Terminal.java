package io.conductorloop.launcher.app;

import java.io.PrintStream;

/** Where the user reads: lines, and on a terminal one line that is drawn anew. */
final class Terminal {
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean interactive;
    private boolean drawn;

    Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    boolean isInteractive() {
        return interactive;
    }

    synchronized void say(String line) {
        out.println((drawn ? ERASE : "") + line);
        out.flush();
        drawn = false;
    }

    /** Draws over the last drawn line. Only on a terminal. */
    synchronized void draw(String line) {
        out.print(ERASE + line);
        out.flush();
        drawn = true;
    }
}
