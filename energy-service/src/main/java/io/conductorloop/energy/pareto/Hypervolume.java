package io.conductorloop.energy.pareto;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How much of the space before a reference point a set of costs dominates: one figure for a front's quality. */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * Exact, by slicing along the last objective (Zitzler and Thiele, 1998); for a few objectives.
     *
     * @param costs each as many as the reference has; those beyond it count for nothing
     * @param reference what is barely acceptable
     */
    public static double of(Collection<List<Double>> costs, List<Double> reference) {
        List<List<Double>> inside = costs.stream()
                .filter(point -> {
                    for (int i = 0; i < reference.size(); i++) {
                        if (point.get(i) >= reference.get(i)) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        return volume(inside, reference, reference.size());
    }

    private static double volume(List<List<Double>> points, List<Double> reference, int objectives) {
        int last = objectives - 1;
        if (objectives == 1) {
            double least = points.stream().mapToDouble(List::getFirst).min().orElse(reference.getFirst());
            return reference.getFirst() - least;
        }
        List<List<Double>> sorted = points.stream()
                .sorted(Comparator.comparing(point -> point.get(last)))
                .toList();
        if (objectives == 2) {
            return area(sorted, reference);
        }
        double volume = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double until = i + 1 < sorted.size() ? sorted.get(i + 1).get(last) : reference.get(last);
            double depth = until - sorted.get(i).get(last);
            if (depth > 0) {
                volume += depth * volume(sorted.subList(0, i + 1), reference, last);
            }
        }
        return volume;
    }

    /** Of points in ascending order of the second cost. */
    private static double area(List<List<Double>> sorted, List<Double> reference) {
        double area = 0;
        double leastFirst = reference.get(0);
        for (List<Double> point : sorted) {
            double gained = leastFirst - point.get(0);
            if (gained > 0) {
                area += gained * (reference.get(1) - point.get(1));
                leastFirst = point.get(0);
            }
        }
        return area;
    }
}
