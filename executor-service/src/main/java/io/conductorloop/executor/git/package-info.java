/** Keeps packages in a git repository, a commit for each micro-batch. */
@NullMarked
package io.conductorloop.executor.git;

import org.jspecify.annotations.NullMarked;
