package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.DeliveredIntent.Understood;
import io.conductorloop.executor.DeliveredIntent.Unreadable;
import io.conductorloop.executor.ExecutionPlan.Decided;
import io.conductorloop.state.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a batch and what is remembered into a plan. Pure: the same in gives the same out. */
public final class ExecutionPlanner {
    private final PackageNaming naming;
    private final Set<IntentType> coalesced;

    /** @param coalesced the types of which many intents may become one revision; any other has one of its own */
    public ExecutionPlanner(PackageNaming naming, Set<IntentType> coalesced) {
        this.naming = naming;
        this.coalesced = Set.copyOf(coalesced);
    }

    /**
     * Plans the batch.
     *
     * @param batch each intent once
     * @param finished how those of the batch ended that have ended before
     * @param perhapsHeld those that the package store may hold already; they are not superseded by what is remembered, as
     *     only the store knows whether they are in a revision
     * @param applied the newest applied intent by facet, as far as remembered
     */
    public ExecutionPlan plan(
            Collection<DeliveredIntent> batch,
            Map<IntentId, IntentFinished> finished,
            Set<IntentId> perhapsHeld,
            Map<Facet, Mark> applied,
            ProcessingTimeEstimate times) {
        List<Decided> decisions = new ArrayList<>(batch.size());
        Map<String, List<DeliveredIntent>> byPackage = new LinkedHashMap<>();
        for (DeliveredIntent delivered : batch) {
            IntentFinished ended = finished.get(delivered.id());
            Decision decision = ended != null
                    ? new Decision.AnswerAgain(ended)
                    : decide(delivered, perhapsHeld.contains(delivered.id()) ? Map.of() : applied);
            decisions.add(new Decided(delivered, decision));
            if (decision instanceof Decision.Execute(String packageName)) {
                byPackage.computeIfAbsent(packageName, _ -> new ArrayList<>()).add(delivered);
            }
        }
        List<PackageWork> work = byPackage.entrySet().stream()
                .map(entry -> PackageWork.of(entry.getKey(), entry.getValue(), perhapsHeld, coalesced, times))
                .sorted(PackageWork.URGENT_THEN_QUICK)
                .toList();
        return new ExecutionPlan(decisions, work);
    }

    private Decision decide(DeliveredIntent delivered, Map<Facet, Mark> applied) {
        return switch (delivered.content()) {
            case Unreadable(Reason reason) -> new Decision.Refuse(reason);
            case Understood(Intent intent) -> decide(delivered, intent, applied.get(Facet.of(intent)));
        };
    }

    private Decision decide(DeliveredIntent delivered, Intent intent, @Nullable Mark newest) {
        if (newest != null && newest.sequence() > delivered.sequence()) {
            return new Decision.Superseded(newest.intent());
        }
        String packageName = naming.packageOf(intent);
        if (!PackageNaming.isLabel(packageName)) {
            return new Decision.Refuse(new Reason(
                    "dns-1123",
                    "/constraints/kpt_package_name",
                    "A package name is at most 63 lower-case letters, digits and hyphens, and begins and ends with a"
                            + " letter or digit"));
        }
        Reason wrong = ConfigurationData.wrong(intent);
        return wrong == null ? new Decision.Execute(packageName) : new Decision.Refuse(wrong);
    }
}
