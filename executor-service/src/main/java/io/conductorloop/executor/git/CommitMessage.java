package io.conductorloop.executor.git;

import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.RevisionPlan;
import java.util.List;

/** Says in a commit which intents took effect by it, to a reader in its subject and to a program in its trailers. */
final class CommitMessage {
    private CommitMessage() {}

    /** The message of plans that write something; names in it are valid ones, so none can pose as a trailer. */
    static String of(List<RevisionPlan> plans) {
        List<PlannedIntent> intents =
                plans.stream().flatMap(plan -> plan.effected().stream()).toList();
        StringBuilder message = new StringBuilder(64 + 64 * intents.size());
        message.append(FacetFile.describe(Facet.of(intents.getFirst().intent())));
        if (intents.size() > 1) {
            message.append(" and ").append(intents.size() - 1).append(" more");
        }
        message.append("\n\n");
        for (RevisionPlan plan : plans) {
            message.append("Revision: ")
                    .append(plan.packageName())
                    .append(' ')
                    .append(plan.revision())
                    .append('\n');
        }
        intents.forEach(
                intent -> message.append("Intent-Id: ").append(intent.id()).append('\n'));
        return message.toString();
    }
}
