package io.conductorloop.energy.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A front found by evolution, where there is too much to try everything: NSGA-II (Deb, Pratap, Agarwal, Meyarivan, 2002;
 * simulated binary crossover, polynomial mutation), with an archive of all that was never dominated, thinned where it is
 * densest.
 */
public final class EvolvedFront {
    private static final double CROSSOVER_INDEX = 15;
    private static final double MUTATION_INDEX = 20;
    private static final double CROSSOVER = .9;
    private static final int ARCHIVE = 500;

    private final Problem problem;
    private final RandomGenerator random;
    private final int population;
    private List<Individual> archive = new ArrayList<>();

    private EvolvedFront(Problem problem, int population, RandomGenerator random) {
        this.problem = problem;
        this.population = population;
        this.random = random;
    }

    /**
     * Evolves a front, at most 500 choices.
     *
     * @param population how many choices live at a time, even
     * @param generations how often they are replaced; each costs {@code population} evaluations
     */
    public static List<Solution<double[]>> evolve(
            Problem problem, int population, int generations, RandomGenerator random) {
        if (population < 4 || population % 2 != 0) {
            throw new IllegalArgumentException("an even population of 4 or more, not " + population);
        }
        return new EvolvedFront(problem, population, random)
                .evolve(generations).stream()
                        .map(member -> new Solution<>(
                                member.choice,
                                Arrays.stream(member.costs).boxed().toList()))
                        .toList();
    }

    private List<Individual> evolve(int generations) {
        List<Individual> living = Stream.generate(
                        () -> individual(random.doubles(problem.variables()).toArray()))
                .limit(population)
                .toList();
        rank(living);
        for (int generation = 0; generation < generations; generation++) {
            List<Individual> all = new ArrayList<>(living);
            while (all.size() < 2 * population) {
                breed(tournament(living), tournament(living), all);
            }
            archive(all.subList(population, all.size()));
            rank(all);
            all.sort(Comparator.<Individual>comparingInt(member -> member.rank)
                    .thenComparing(Comparator.<Individual>comparingDouble(member -> member.crowding)
                            .reversed()));
            living = new ArrayList<>(all.subList(0, population));
        }
        return archive;
    }

    private Individual individual(double[] choice) {
        return new Individual(choice, problem.costs(choice));
    }

    private Individual tournament(List<Individual> living) {
        Individual one = living.get(random.nextInt(living.size()));
        Individual other = living.get(random.nextInt(living.size()));
        boolean better = one.rank < other.rank || (one.rank == other.rank && one.crowding > other.crowding);
        return better ? one : other;
    }

    private void breed(Individual mother, Individual father, List<Individual> nursery) {
        double[] one = mother.choice.clone();
        double[] other = father.choice.clone();
        if (random.nextDouble() < CROSSOVER) {
            for (int i = 0; i < one.length; i++) {
                if (random.nextBoolean()) {
                    cross(one, other, i);
                }
            }
        }
        mutate(one);
        mutate(other);
        nursery.add(individual(one));
        nursery.add(individual(other));
    }

    private void cross(double[] one, double[] other, int i) {
        double u = random.nextDouble();
        double spread = u <= .5
                ? Math.pow(2 * u, 1 / (CROSSOVER_INDEX + 1))
                : Math.pow(1 / (2 * (1 - u)), 1 / (CROSSOVER_INDEX + 1));
        double middle = (one[i] + other[i]) / 2;
        double half = spread * (one[i] - other[i]) / 2;
        one[i] = Math.clamp(middle + half, 0, 1);
        other[i] = Math.clamp(middle - half, 0, 1);
    }

    private void mutate(double[] choice) {
        for (int i = 0; i < choice.length; i++) {
            if (random.nextDouble() * choice.length < 1) {
                double u = random.nextDouble();
                double power = 1 / (MUTATION_INDEX + 1);
                double shift = u < .5 ? Math.pow(2 * u, power) - 1 : 1 - Math.pow(2 * (1 - u), power);
                choice[i] = Math.clamp(choice[i] + shift, 0, 1);
            }
        }
    }

    private void archive(List<Individual> born) {
        for (Individual candidate : born) {
            if (archive.stream()
                    .noneMatch(member -> member.dominates(candidate) || Arrays.equals(member.costs, candidate.costs))) {
                archive.removeIf(candidate::dominates);
                archive.add(candidate);
            }
        }
        if (archive.size() > ARCHIVE + ARCHIVE / 5) {
            while (archive.size() > ARCHIVE) {
                crowd(archive);
                archive.sort(Comparator.<Individual>comparingDouble(member -> member.crowding)
                        .reversed());
                // A few at a time: thinning all at once would tear holes where neighbours are equally dense.
                archive = new ArrayList<>(archive.subList(0, Math.max(ARCHIVE, archive.size() - 5)));
            }
        }
    }

    /** Sets every member's rank (0 for the front, 1 for the front without those, …) and crowding. */
    private static void rank(List<Individual> members) {
        List<Individual> left = new ArrayList<>(members);
        for (int rank = 0; !left.isEmpty(); rank++) {
            List<Individual> front = new ArrayList<>();
            for (Individual candidate : left) {
                if (left.stream().noneMatch(member -> member.dominates(candidate))) {
                    front.add(candidate);
                }
            }
            for (Individual member : front) {
                member.rank = rank;
            }
            crowd(front);
            left.removeAll(front);
        }
    }

    private static void crowd(List<Individual> front) {
        for (Individual member : front) {
            member.crowding = 0;
        }
        int objectives = front.isEmpty() ? 0 : front.getFirst().costs.length;
        for (int objective = 0; objective < objectives; objective++) {
            int by = objective;
            List<Individual> sorted = front.stream()
                    .sorted(Comparator.comparingDouble(member -> member.costs[by]))
                    .toList();
            double range = sorted.getLast().costs[by] - sorted.getFirst().costs[by];
            sorted.getFirst().crowding = Double.POSITIVE_INFINITY;
            sorted.getLast().crowding = Double.POSITIVE_INFINITY;
            for (int i = 1; range > 0 && i < sorted.size() - 1; i++) {
                sorted.get(i).crowding += (sorted.get(i + 1).costs[by] - sorted.get(i - 1).costs[by]) / range;
            }
        }
    }

    /** Compared by identity: two with the same choice are two. */
    private static final class Individual {
        private final double[] choice;
        private final double[] costs;
        private int rank;
        private double crowding;

        private Individual(double[] choice, double[] costs) {
            this.choice = choice;
            this.costs = costs;
        }

        private boolean dominates(Individual other) {
            boolean cheaper = false;
            for (int i = 0; i < costs.length; i++) {
                if (costs[i] > other.costs[i]) {
                    return false;
                }
                cheaper |= costs[i] < other.costs[i];
            }
            return cheaper;
        }
    }
}
