/** What a period used, emitted, cost and saved, in the forms that are reported. */
@NullMarked
package io.conductorloop.energy.report;

import org.jspecify.annotations.NullMarked;
