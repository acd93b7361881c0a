package io.conductorloop.launcher;

/** Why the command ends without having done its work. The message is what the user reads: one sentence and what to do. */
public final class LauncherException extends RuntimeException {
    private final ExitCode exitCode;

    public LauncherException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
