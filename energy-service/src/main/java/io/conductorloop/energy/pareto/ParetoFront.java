package io.conductorloop.energy.pareto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The choices that no other dominates. */
public final class ParetoFront {
    private ParetoFront() {}

    /** All of them, in ascending order of their costs; of several with the same costs, each. */
    public static <T> List<Solution<T>> of(Collection<Solution<T>> solutions) {
        List<Solution<T>> sorted = new ArrayList<>(solutions);
        sorted.sort(byCosts());
        // What dominates a solution sorts before it, so looking back at the front so far is enough.
        List<Solution<T>> front = new ArrayList<>();
        for (Solution<T> candidate : sorted) {
            if (front.stream().noneMatch(member -> member.dominates(candidate))) {
                front.add(candidate);
            }
        }
        return front;
    }

    /** First by the first objective, then by the next. */
    static <T> Comparator<Solution<T>> byCosts() {
        return (left, right) -> {
            for (int i = 0; i < left.costs().size(); i++) {
                int order = Double.compare(left.costs().get(i), right.costs().get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
