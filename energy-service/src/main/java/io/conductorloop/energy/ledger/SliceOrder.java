package io.conductorloop.energy.ledger;

import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Puts slices in the order that reports want. */
public final class SliceOrder {
    private SliceOrder() {}

    /** Those within the time as a whole; of two that overlap, as when two services run on one machine, the earlier. */
    public static List<Slice> within(Collection<Slice> slices, Instant from, Instant to) {
        List<Slice> ordered = new ArrayList<>();
        Instant before = from;
        for (Slice slice :
                slices.stream().sorted(Comparator.comparing(Slice::from)).toList()) {
            if (!slice.from().isBefore(before) && !slice.to().isAfter(to)) {
                ordered.add(slice);
                before = slice.to();
            }
        }
        return ordered;
    }
}
