package io.conductorloop.ml.lifecycle;

import io.conductorloop.ml.lifecycle.ModelVersion.State;
import io.conductorloop.ml.lifecycle.Verdict.Cause;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets one version of a model act at a time: a challenger only when sound and better than what acts now, an earlier one
 * again when the champion is taken back, the one that acted last after a restart. Where no version may act, the baseline
 * does. Calls are serialised.
 */
public final class ModelLifecycle {
    private static final double LARGEST_GROWTH = 10;

    private final ModelRegistry registry;
    private final InstantSource clock;
    private double championNorm = Double.POSITIVE_INFINITY;

    public ModelLifecycle(ModelRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What training found.
     *
     * @param weights as the registry keeps them
     * @param norm root of the sum of squares of the weights
     * @param rows how many rows it was trained on
     */
    public record Challenger(byte[] weights, double norm, long rows) {}

    /**
     * A version with its weights.
     *
     * @param weights the very bytes that were submitted
     */
    public record Acting(ModelVersion version, byte[] weights) {}

    /** All versions kept, oldest first. */
    public List<ModelVersion> versions() {
        return registry.versions();
    }

    /** Judges a challenger; it is kept either way, so that its refusal can be looked at. */
    public synchronized Verdict submit(Challenger challenger, Trial trial) {
        return keep(challenger, fault(challenger, trial), trial.challengerError(), trial.actingError());
    }

    /**
     * Has a challenger act that was judged elsewhere, unless it is not sound; it is kept either way.
     *
     * @param error its mean error, NaN where nobody knows it
     * @param baselineError that of what it was judged against
     */
    public synchronized Verdict install(Challenger challenger, double error, double baselineError) {
        return keep(challenger, unsound(challenger), error, baselineError);
    }

    private Verdict keep(Challenger challenger, Optional<Cause> fault, double error, double baselineError) {
        State state = fault.isEmpty() ? State.CHAMPION : State.REFUSED;
        List<ModelVersion> versions = registry.versions();
        int number = versions.stream().mapToInt(ModelVersion::number).max().orElse(0) + 1;
        ModelVersion version =
                new ModelVersion(number, state, clock.instant(), challenger.rows(), error, baselineError);
        if (fault.isPresent()) {
            registry.add(version, challenger.weights());
            return new Verdict.Refused(version, fault.get());
        }
        // The newer of two champions acts: a crash between these two steps leaves no gap.
        registry.add(version, challenger.weights());
        registry.update(champions(versions).map(old -> old.as(State.RETIRED)).toList());
        championNorm = challenger.norm();
        return new Verdict.Promoted(version);
    }

    /** The version that acts: after a restart the same as before, or the one before it where its weights are damaged. */
    public synchronized Optional<Acting> acting() {
        List<ModelVersion> versions = registry.versions();
        List<ModelVersion> candidates = Stream.concat(
                        champions(versions), versions.stream().filter(version -> version.state() == State.RETIRED))
                .sorted(Comparator.comparing((ModelVersion version) -> version.state() == State.RETIRED)
                        .thenComparing(
                                Comparator.comparingInt(ModelVersion::number).reversed()))
                .toList();
        if (champions(versions).findAny().isEmpty()) {
            return Optional.empty();
        }
        for (ModelVersion candidate : candidates) {
            Optional<byte[]> weights = registry.weights(candidate.number());
            if (weights.isPresent()) {
                return Optional.of(new Acting(candidate, weights.get()));
            }
        }
        return Optional.empty();
    }

    /** Takes back what acts; the version before it acts again. Empty when there is none: then the baseline acts. */
    public synchronized Optional<Acting> rollBack() {
        Optional<Acting> acting = acting();
        if (acting.isEmpty()) {
            return Optional.empty();
        }
        List<ModelVersion> versions = registry.versions();
        int last = acting.get().version().number();
        Stream<ModelVersion> gone = versions.stream()
                .filter(version -> version.state() == State.CHAMPION || version.number() == last)
                .map(version -> version.as(State.ROLLED_BACK));
        Stream<ModelVersion> back = versions.stream()
                .filter(version -> version.state() == State.RETIRED && version.number() < last)
                .filter(version -> registry.weights(version.number()).isPresent())
                .max(Comparator.comparingInt(ModelVersion::number))
                .map(version -> version.as(State.CHAMPION))
                .stream();
        registry.update(Stream.concat(gone, back).toList());
        championNorm = Double.POSITIVE_INFINITY;
        return acting();
    }

    private Optional<Cause> unsound(Challenger challenger) {
        if (!Double.isFinite(challenger.norm())) {
            return Optional.of(Cause.NOT_A_NUMBER);
        }
        return challenger.norm() > LARGEST_GROWTH * championNorm ? Optional.of(Cause.EXPLODED) : Optional.empty();
    }

    private Optional<Cause> fault(Challenger challenger, Trial trial) {
        if (!Double.isFinite(trial.challengerError())) {
            return Optional.of(Cause.NOT_A_NUMBER);
        }
        Optional<Cause> unsound = unsound(challenger);
        if (unsound.isPresent()) {
            return unsound;
        }
        return trial.challengerIsBetter() ? Optional.empty() : Optional.of(Cause.NOT_BETTER);
    }

    private static Stream<ModelVersion> champions(List<ModelVersion> versions) {
        return versions.stream().filter(version -> version.state() == State.CHAMPION);
    }
}
