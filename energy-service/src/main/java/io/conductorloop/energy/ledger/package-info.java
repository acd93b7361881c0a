/** What was used and emitted, slice by slice, as far back as it is kept. */
@NullMarked
package io.conductorloop.energy.ledger;

import org.jspecify.annotations.NullMarked;
