package io.conductorloop.energy.ledger;

import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Slices that live as long as this process. */
public final class InMemorySlices implements Slices {
    private final NavigableMap<Instant, Slice> slices = new TreeMap<>();

    @Override
    public synchronized void add(Slice slice) {
        slices.put(slice.from(), slice);
    }

    @Override
    public synchronized List<Slice> within(Instant from, Instant to) {
        return SliceOrder.within(List.copyOf(slices.values()), from, to);
    }
}
