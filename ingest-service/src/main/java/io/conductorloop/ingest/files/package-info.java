/** The handoff folder on a file system: watching, claiming, reading and finishing files, and the system calls this needs. */
@NullMarked
package io.conductorloop.ingest.files;

import org.jspecify.annotations.NullMarked;
