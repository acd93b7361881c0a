/** At which frequency a machine runs, by what was measured on it. */
@NullMarked
package io.conductorloop.energy.dvfs;

import org.jspecify.annotations.NullMarked;
