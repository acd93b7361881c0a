package io.conductorloop.ml.batch;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The order of items in a batch: by estimated processing time within priority weight, largest weight a second first. That
 * order has the least weighted mean completion time (W. E. Smith, Naval Research Logistics Quarterly 1956).
 */
public final class BatchOrder {
    private BatchOrder() {}

    /**
     * The items in that order; equal ones stay as they came.
     *
     * @param seconds estimated processing time of an item, above zero
     * @param weight of its priority, above zero
     */
    public static <T> List<T> of(List<T> items, ToDoubleFunction<T> seconds, ToDoubleFunction<T> weight) {
        return items.stream()
                .sorted(Comparator.comparingDouble(item -> seconds.applyAsDouble(item) / weight.applyAsDouble(item)))
                .toList();
    }
}
