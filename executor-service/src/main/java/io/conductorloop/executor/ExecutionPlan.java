package io.conductorloop.executor;

import java.util.List;

/**
 * What a batch comes to.
 *
 * @param decisions one for each intent, in the batch's order
 * @param work the packages to write, in the order in which to take them up; holds exactly the intents to execute
 */
public record ExecutionPlan(List<Decided> decisions, List<PackageWork> work) {
    /** An intent and what is to be done about it. */
    public record Decided(DeliveredIntent intent, Decision decision) {}

    public ExecutionPlan {
        decisions = List.copyOf(decisions);
        work = List.copyOf(work);
    }
}
