/** The executor's steps in the pipeline: topics in, topics out. */
@NullMarked
package io.conductorloop.executor.stream;

import org.jspecify.annotations.NullMarked;
