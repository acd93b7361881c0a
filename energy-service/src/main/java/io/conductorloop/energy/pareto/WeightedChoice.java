package io.conductorloop.energy.pareto;

import java.util.List;
import java.util.Optional;

/**
 * Takes one solution of a front by how much each objective matters, within limits.
 *
 * <p>Costs are first scaled to the range of the solutions within the limits, so weights compare what is at stake and not
 * units. The greatest weighted cost decides, and the weighted sum between equals (augmented Chebyshev, Steuer and Choo,
 * 1983): unlike the sum alone it can reach every part of a front that bends inwards.
 *
 * @param weights one for each objective, not negative, not all zero
 * @param limits what a cost must not exceed; infinite for none
 */
public record WeightedChoice(List<Double> weights, List<Double> limits) {
    private static final double SUM_SHARE = .05;

    public WeightedChoice {
        weights = List.copyOf(weights);
        limits = List.copyOf(limits);
        boolean none = weights.stream().allMatch(weight -> weight == 0);
        if (weights.size() != limits.size() || none || weights.stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException("a weight and a limit for each objective: " + weights + ", " + limits);
        }
    }

    /** The best within the limits, or nothing when none is. */
    public <T> Optional<Solution<T>> choose(List<Solution<T>> solutions) {
        List<Solution<T>> allowed = solutions.stream().filter(this::keeps).toList();
        double[] least = new double[weights.size()];
        double[] range = new double[weights.size()];
        for (int i = 0; i < range.length; i++) {
            int objective = i;
            least[i] = allowed.stream()
                    .mapToDouble(solution -> solution.costs().get(objective))
                    .min()
                    .orElse(0);
            range[i] = allowed.stream()
                            .mapToDouble(solution -> solution.costs().get(objective))
                            .max()
                            .orElse(0)
                    - least[i];
        }
        return allowed.stream()
                .min((left, right) -> Double.compare(score(left, least, range), score(right, least, range)));
    }

    private boolean keeps(Solution<?> solution) {
        for (int i = 0; i < limits.size(); i++) {
            if (solution.costs().get(i) > limits.get(i)) {
                return false;
            }
        }
        return true;
    }

    private double score(Solution<?> solution, double[] least, double[] range) {
        double greatest = 0;
        double sum = 0;
        for (int i = 0; i < range.length; i++) {
            double scaled = range[i] > 0 ? weights.get(i) * (solution.costs().get(i) - least[i]) / range[i] : 0;
            greatest = Math.max(greatest, scaled);
            sum += scaled;
        }
        return greatest + SUM_SHARE * sum;
    }
}
