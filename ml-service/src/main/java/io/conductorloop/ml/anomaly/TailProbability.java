package io.conductorloop.ml.anomaly;

/**
 * How rare a positive figure is among those of the recent past, also beyond all that was seen.
 *
 * <p>Within the sample the probability is the share of figures at least as large. In the largest tenth it follows a power
 * law whose exponent is Hill's estimate (B. Hill, Annals of Statistics 1975): heavy-tailed figures must grow by factors
 * before they are rare, others only a little. The past is a ring of bounded length, kept sorted beside.
 */
final class TailProbability {
    private static final double MOST_EXPONENT = 12;
    private static final double NEGLIGIBLE = 1e-9;

    private final double[] ring;
    private final double[] sorted;
    private final double tailShare;
    private int length;
    private int at;

    TailProbability(int memory, double tailShare) {
        this.ring = new double[memory];
        this.sorted = new double[memory];
        this.tailShare = tailShare;
    }

    int length() {
        return length;
    }

    /** The probability of a figure at least as large as this one; 1 when nothing is known. */
    double of(double figure) {
        if (length == 0 || !(figure > 0)) {
            return 1;
        }
        double empirical = (double) (length - lowerBound(figure) + 1) / (length + 1);
        int tail = (int) Math.max(5, tailShare * length);
        if (tail >= length || figure <= sorted[length - tail]) {
            return empirical;
        }
        double start = Math.max(sorted[length - tail], Math.max(sorted[length - 1] * NEGLIGIBLE, Double.MIN_NORMAL));
        double logs = 0;
        for (int i = length - tail; i < length; i++) {
            logs += Math.log(Math.max(sorted[i] / start, 1));
        }
        double exponent = Math.min(MOST_EXPONENT, tail / Math.max(logs, 1e-9));
        return (double) tail / (length + 1) * Math.pow(Math.max(figure / start, 1), -exponent);
    }

    void add(double figure) {
        if (length == ring.length) {
            int old = lowerBound(ring[at]);
            System.arraycopy(sorted, old + 1, sorted, old, length - old - 1);
            length--;
        }
        int place = lowerBound(figure);
        System.arraycopy(sorted, place, sorted, place + 1, length - place);
        sorted[place] = figure;
        length++;
        ring[at] = figure;
        at = (at + 1) % ring.length;
    }

    private int lowerBound(double figure) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < figure) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
