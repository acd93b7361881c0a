package io.conductorloop.ml.ppo;

import java.util.random.RandomGenerator;

/** Independent categorical distributions over the choices of several decisions, read from one row of logits. */
final class CategoricalHeads {
    private final int[] choices;
    private final double[] probabilities;

    CategoricalHeads(int[] choices) {
        this.choices = choices.clone();
        int sum = 0;
        for (int count : choices) {
            sum += count;
        }
        this.probabilities = new double[sum];
    }

    int size() {
        return probabilities.length;
    }

    /** Makes these the current distributions: a softmax for each decision. */
    void read(double[] logits) {
        int at = 0;
        for (int count : choices) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = at; i < at + count; i++) {
                most = Math.max(most, logits[i]);
            }
            double sum = 0;
            for (int i = at; i < at + count; i++) {
                probabilities[i] = Math.exp(logits[i] - most);
                sum += probabilities[i];
            }
            for (int i = at; i < at + count; i++) {
                probabilities[i] /= sum;
            }
            at += count;
        }
    }

    int[] sample(RandomGenerator random) {
        int[] decisions = new int[choices.length];
        int at = 0;
        for (int d = 0; d < choices.length; d++) {
            double left = random.nextDouble();
            int choice = 0;
            while (choice < choices[d] - 1 && left >= probabilities[at + choice]) {
                left -= probabilities[at + choice++];
            }
            decisions[d] = choice;
            at += choices[d];
        }
        return decisions;
    }

    int[] likeliest() {
        int[] decisions = new int[choices.length];
        int at = 0;
        for (int d = 0; d < choices.length; d++) {
            for (int choice = 1; choice < choices[d]; choice++) {
                if (probabilities[at + choice] > probabilities[at + decisions[d]]) {
                    decisions[d] = choice;
                }
            }
            at += choices[d];
        }
        return decisions;
    }

    double logProbability(int[] decisions) {
        double log = 0;
        int at = 0;
        for (int d = 0; d < choices.length; d++) {
            log += Math.log(Math.max(probabilities[at + decisions[d]], 1e-300));
            at += choices[d];
        }
        return log;
    }

    double entropy() {
        double entropy = 0;
        for (double p : probabilities) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return entropy;
    }

    /**
     * Sets {@code error} to the derivative by each logit of {@code weight · log p(decisions) + entropyWeight · entropy}.
     */
    void derivative(int[] decisions, double weight, double entropyWeight, double[] error) {
        int at = 0;
        for (int d = 0; d < choices.length; d++) {
            double entropy = 0;
            for (int i = at; i < at + choices[d]; i++) {
                entropy -= probabilities[i] > 0 ? probabilities[i] * Math.log(probabilities[i]) : 0;
            }
            for (int i = at; i < at + choices[d]; i++) {
                double p = probabilities[i];
                double chosen = i - at == decisions[d] ? 1 : 0;
                double spread = p > 0 ? -p * (Math.log(p) + entropy) : 0;
                error[i] = weight * (chosen - p) + entropyWeight * spread;
            }
            at += choices[d];
        }
    }
}
