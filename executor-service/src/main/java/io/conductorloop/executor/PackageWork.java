package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a batch brings for one package.
 *
 * @param intents understood ones, each once, in sequence order; several of one facet may be among them
 * @param perhapsHeld those of the intents that the store may hold from an earlier delivery
 * @param coalesced types of which many intents may become one revision
 * @param priority the highest of its intents, 0 to 10, 10 first
 * @param estimate how long it will probably take
 */
public record PackageWork(
        String packageName,
        List<DeliveredIntent> intents,
        Set<IntentId> perhapsHeld,
        Set<IntentType> coalesced,
        int priority,
        Duration estimate) {
    /** The order in which packages are taken up: the most urgent first, and of equally urgent ones the quickest. */
    static final Comparator<PackageWork> URGENT_THEN_QUICK = Comparator.comparingInt(PackageWork::priority)
            .reversed()
            .thenComparing(PackageWork::estimate)
            .thenComparing(PackageWork::packageName);

    public PackageWork {
        intents = List.copyOf(intents);
        perhapsHeld = Set.copyOf(perhapsHeld);
    }

    /** Work on these intents, its priority and estimate taken from them. */
    static PackageWork of(
            String packageName,
            List<DeliveredIntent> intents,
            Set<IntentId> perhapsHeld,
            Set<IntentType> coalesced,
            ProcessingTimeEstimate times) {
        List<DeliveredIntent> ordered = intents.stream()
                .sorted(Comparator.comparingLong(DeliveredIntent::sequence))
                .toList();
        int priority = ordered.stream().mapToInt(PackageWork::priorityOf).max().orElse(Intent.DEFAULT_PRIORITY);
        Set<IntentId> held = ordered.stream()
                .map(DeliveredIntent::id)
                .filter(perhapsHeld::contains)
                .collect(Collectors.toSet());
        return new PackageWork(
                packageName, ordered, held, coalesced, priority, times.of(backendOf(ordered), ordered.size()));
    }

    /** The repository its newest intent names, else {@link ProcessingTimeEstimate#DEFAULT_BACKEND}. */
    String backend() {
        return backendOf(intents);
    }

    /** What to write next. */
    PackageChange change() {
        return Coalescing.change(packageName, planned(), perhapsHeld, coalesced);
    }

    /** What the effects of {@link #change} mean for the intents; some may stay open. */
    Map<IntentId, Effect> settle(Map<IntentId, Effect> effects) {
        return Coalescing.settle(planned(), perhapsHeld, coalesced, effects);
    }

    /** The work that is left once these intents are settled; empty when none is. */
    Optional<PackageWork> without(Set<IntentId> settled) {
        List<DeliveredIntent> left = intents.stream()
                .filter(intent -> !settled.contains(intent.id()))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new PackageWork(packageName, left, perhapsHeld, coalesced, priority, estimate));
    }

    private List<PlannedIntent> planned() {
        return intents.stream().map(PackageWork::plannedOf).toList();
    }

    private static PlannedIntent plannedOf(DeliveredIntent delivered) {
        return new PlannedIntent(delivered.id(), delivered.sequence(), readable(delivered));
    }

    private static int priorityOf(DeliveredIntent delivered) {
        return readable(delivered).priority();
    }

    private static String backendOf(List<DeliveredIntent> ordered) {
        String repository = readable(ordered.getLast()).constraints().porchRepository();
        return repository == null ? ProcessingTimeEstimate.DEFAULT_BACKEND : repository;
    }

    private static Intent readable(DeliveredIntent delivered) {
        Intent intent = delivered.intent();
        if (intent == null) {
            throw new IllegalArgumentException("not readable, so no work for a package: " + delivered.id());
        }
        return intent;
    }
}
