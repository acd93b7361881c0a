package io.conductorloop.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One thing that is evaluated on the public data. */
public interface EvaluationTask {
    /** A short name, by which the task can be asked for alone. */
    String name();

    /**
     * Computes every figure anew from the data; nothing is kept from an earlier run.
     *
     * @param data the folder with the public data, read only
     * @param out where plots go, as SVG files named after the task
     * @throws IOException when data cannot be read; the message names the file and what was expected in it
     */
    List<Score> evaluate(Path data, Path out) throws IOException;
}
