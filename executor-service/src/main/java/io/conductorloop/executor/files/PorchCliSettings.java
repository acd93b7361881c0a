package io.conductorloop.executor.files;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the porch program is run.
 *
 * @param command the program, by path or by name on the PATH
 * @param structured whether it is given {@code -structured}
 * @param out the folder it is told to write to; made when missing
 * @param timeout how long it may run
 */
public record PorchCliSettings(String command, boolean structured, Path out, Duration timeout) {}
