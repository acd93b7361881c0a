/** The steps of the pipeline that ingest takes. */
@NullMarked
package io.conductorloop.ingest.stream;

import org.jspecify.annotations.NullMarked;
