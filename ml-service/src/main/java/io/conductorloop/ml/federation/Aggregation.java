package io.conductorloop.ml.federation;

import java.util.Arrays;
import java.util.List;

/** How the changes of a round become one. */
public sealed interface Aggregation {
    /**
     * One change of all.
     *
     * @param updates at least one, of equal length, all finite
     */
    double[] join(List<ClientUpdate> updates);

    /** The mean, weighted by samples: FedAvg (McMahan et al., AISTATS 2017). */
    record WeightedMean() implements Aggregation {
        @Override
        public double[] join(List<ClientUpdate> updates) {
            double samples = updates.stream().mapToDouble(ClientUpdate::samples).sum();
            double[] joined = new double[updates.getFirst().change().length];
            for (ClientUpdate update : updates) {
                for (int i = 0; i < joined.length; i++) {
                    joined[i] += update.change()[i] * update.samples() / samples;
                }
            }
            return joined;
        }
    }

    /**
     * For each parameter the mean without the largest and smallest (Yin et al., ICML 2018): up to that share of sites may
     * lie. A share of one half is the median.
     *
     * @param share left out at each end, from 0 to 0.5
     */
    record TrimmedMean(double share) implements Aggregation {
        public TrimmedMean {
            if (!(share >= 0 && share <= 0.5)) {
                throw new IllegalArgumentException("no share to trim: " + share);
            }
        }

        @Override
        public double[] join(List<ClientUpdate> updates) {
            int count = updates.size();
            int cut = Math.min((int) Math.floor(share * count), (count - 1) / 2);
            double[] joined = new double[updates.getFirst().change().length];
            double[] values = new double[count];
            for (int i = 0; i < joined.length; i++) {
                for (int c = 0; c < count; c++) {
                    values[c] = updates.get(c).change()[i];
                }
                Arrays.sort(values);
                for (int c = cut; c < count - cut; c++) {
                    joined[i] += values[c] / (count - 2 * cut);
                }
            }
            return joined;
        }
    }
}
