/** Looks at JSON with Jackson. */
@NullMarked
package io.conductorloop.ingest.json;

import org.jspecify.annotations.NullMarked;
