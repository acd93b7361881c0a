package io.conductorloop.energy.ledger;

import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import java.util.List;

/** Where slices are kept, as long as they are. */
public interface Slices {
    /** Keeps a slice of this machine. */
    void add(Slice slice);

    /** This machine's slices that lie within the time as a whole, in order and without overlap. */
    List<Slice> within(Instant from, Instant to);
}
