package io.conductorloop.ml.forecast;

/** The latest loads of a series in a ring. {@code ago(1)} is the last load, {@code ago(day)} the one a day before the next. */
public final class LoadHistory {
    private final double[] ring;
    private long count;

    /** @param capacity how many loads are kept; {@code 8 * capacity} bytes */
    public LoadHistory(int capacity) {
        ring = new double[capacity];
    }

    public void add(double load) {
        ring[(int) (count++ % ring.length)] = load;
    }

    /** How many loads can be asked for. */
    public int size() {
        return (int) Math.min(count, ring.length);
    }

    /** How many loads were ever added. */
    public long count() {
        return count;
    }

    /** The last load; 0 before the first. */
    public double last() {
        return count == 0 ? 0 : ago(1);
    }

    /**
     * The load {@code steps} before the next one; the oldest kept when it is not so far back.
     *
     * @param steps 1 for the last load
     */
    public double ago(int steps) {
        int size = size();
        return size == 0 ? 0 : ring[(int) ((count - Math.min(steps, size)) % ring.length)];
    }

    /** The mean of the loads around {@code steps} ago, {@code reach} to each side, of those that are past. */
    double around(int steps, int reach) {
        double sum = 0;
        int from = Math.max(1, steps - reach);
        for (int i = from; i <= steps + reach; i++) {
            sum += ago(i);
        }
        return sum / (steps + reach - from + 1);
    }
}
