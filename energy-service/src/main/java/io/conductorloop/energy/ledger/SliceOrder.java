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

    /**
     * Those within the time as a whole. Of two that overlap, as when two services run on one machine, the earlier, as both measured the
     * same; each counted other intents, so it has those of the later too.
     */
    public static List<Slice> within(Collection<Slice> slices, Instant from, Instant to) {
        List<Slice> ordered = new ArrayList<>();
        Instant before = from;
        for (Slice slice :
                slices.stream().sorted(Comparator.comparing(Slice::from)).toList()) {
            if (!slice.from().isBefore(before) && !slice.to().isAfter(to)) {
                ordered.add(slice);
                before = slice.to();
            } else if (!ordered.isEmpty()
                    && slice.from().isBefore(before)
                    && !slice.to().isAfter(to)) {
                ordered.add(ordered.removeLast().withMore(slice.intents()));
            }
        }
        return ordered;
    }
}
