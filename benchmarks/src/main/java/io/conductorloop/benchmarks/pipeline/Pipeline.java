package io.conductorloop.benchmarks.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that takes files out of a folder and brings each to its end. */
interface Pipeline extends AutoCloseable {
    String name();

    Path handoff();

    /** The folders where files end. */
    List<Path> ends();

    /** The topic whose append makes an intent durable. */
    String received();

    /** The topic with what was found good. */
    String accepted();

    /** The topic with an outcome for each intent. */
    String outcomes();

    /** Its processes by what they are, broker and Redis with them. */
    Map<String, Long> pids();

    /** Bytes allocated since its start, of each process that tells. */
    Map<String, Long> allocated();

    @Override
    void close();
}
