package io.conductorloop.evaluation.energy.carbon;

import java.math.BigInteger;

/**
 * The random numbers of NumPy's {@code default_rng(seed)}: PCG64 (O'Neill 2014), seeded by its SeedSequence, with its ways to
 * draw normal, binomial and bounded integer numbers. Papers whose experiments state a NumPy seed can so be repeated exactly.
 */
final class NumpyGenerator {
    private static final BigInteger MULTIPLIER = new BigInteger("2360ED051FC65DA44385DF649FCCF645", 16);
    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final long MULTIPLIER_HIGH = MULTIPLIER.shiftRight(64).longValue();
    private static final long MULTIPLIER_LOW = MULTIPLIER.longValue();

    private final long incrementHigh;
    private final long incrementLow;
    private long high;
    private long low;
    private boolean halfKept;
    private int half;

    NumpyGenerator(int seed) {
        int[] words = seedWords(seed);
        BigInteger state = wide(words, 0);
        BigInteger increment = wide(words, 4).shiftLeft(1).or(BigInteger.ONE).and(MASK);
        incrementHigh = increment.shiftRight(64).longValue();
        incrementLow = increment.longValue();
        BigInteger first = increment.add(state).and(MASK);
        high = first.shiftRight(64).longValue();
        low = first.longValue();
        step();
    }

    /** 128 bits of four seed words, which come in pairs of 64 bits, the lower half of each first. */
    private static BigInteger wide(int[] words, int from) {
        BigInteger wide = BigInteger.ZERO;
        for (int index : new int[] {from + 1, from, from + 3, from + 2}) {
            wide = wide.shiftLeft(32).or(BigInteger.valueOf(Integer.toUnsignedLong(words[index])));
        }
        return wide;
    }

    private static int[] seedWords(int seed) {
        int[] pool = new int[4];
        int[] constant = {0x43b0d7e5};
        for (int i = 0; i < 4; i++) {
            pool[i] = hashed(i == 0 ? seed : 0, constant, 0x931e8875);
        }
        for (int from = 0; from < 4; from++) {
            for (int to = 0; to < 4; to++) {
                if (from != to) {
                    int mixed = 0xca01f9dd * pool[to] - 0x4973f715 * hashed(pool[from], constant, 0x931e8875);
                    pool[to] = mixed ^ (mixed >>> 16);
                }
            }
        }
        int[] words = new int[8];
        constant[0] = 0x8b51f9dd;
        for (int i = 0; i < 8; i++) {
            words[i] = hashed(pool[i % 4], constant, 0x58f38ded);
        }
        return words;
    }

    private static int hashed(int value, int[] constant, int multiplier) {
        int hash = value ^ constant[0];
        constant[0] *= multiplier;
        hash *= constant[0];
        return hash ^ (hash >>> 16);
    }

    private void step() {
        long productHigh =
                Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        long productLow = low * MULTIPLIER_LOW;
        low = productLow + incrementLow;
        high = productHigh + incrementHigh + (Long.compareUnsigned(low, productLow) < 0 ? 1 : 0);
    }

    long nextLong() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    private int nextInt() {
        if (halfKept) {
            halfKept = false;
            return half;
        }
        long next = nextLong();
        halfKept = true;
        half = (int) (next >>> 32);
        return (int) next;
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform in 0 to {@code bound} − 1 (Lemire 2019). */
    int nextInt(int bound) {
        long product = Integer.toUnsignedLong(nextInt()) * bound;
        if ((product & 0xffffffffL) < bound) {
            long threshold = (0x1_0000_0000L - bound) % bound;
            while ((product & 0xffffffffL) < threshold) {
                product = Integer.toUnsignedLong(nextInt()) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** Standard normal (Marsaglia and Tsang 2000, 256 layers). */
    double nextGaussian() {
        while (true) {
            long bits = nextLong();
            int layer = (int) (bits & 0xff);
            boolean negative = (bits >>> 8 & 1) != 0;
            long magnitude = bits >>> 9 & 0xfffffffffffffL;
            double x = magnitude * Ziggurat.WIDTH[layer];
            if (magnitude < Ziggurat.INSIDE[layer]) {
                return negative ? -x : x;
            }
            if (layer == 0) {
                while (true) {
                    double beyond = -Math.log1p(-nextDouble()) / Ziggurat.TAIL;
                    double height = -Math.log1p(-nextDouble());
                    if (height + height > beyond * beyond) {
                        double far = Ziggurat.TAIL + beyond;
                        return (magnitude >>> 8 & 1) != 0 ? -far : far;
                    }
                }
            }
            double density =
                    (Ziggurat.DENSITY[layer - 1] - Ziggurat.DENSITY[layer]) * nextDouble() + Ziggurat.DENSITY[layer];
            if (density < Math.exp(-0.5 * x * x)) {
                return negative ? -x : x;
            }
        }
    }

    /** How many of {@code n} fall into each of {@code bins} equally likely bins. */
    int[] equalMultinomial(int n, int bins) {
        int[] counts = new int[bins];
        double remaining = 1;
        int left = n;
        for (int i = 0; i < bins - 1 && left > 0; i++) {
            counts[i] = binomial(left, 1.0 / bins / remaining);
            left -= counts[i];
            remaining -= 1.0 / bins;
        }
        counts[bins - 1] += left;
        return counts;
    }

    /** By inversion, as NumPy does where {@code n·p} is at most 30. */
    private int binomial(int n, double p) {
        if (p > 0.5) {
            return n - binomial(n, 1 - p);
        }
        if (n * p > 30) {
            throw new IllegalArgumentException("not by inversion: " + n + " · " + p);
        }
        double q = 1 - p;
        double none = Math.exp(n * Math.log(q));
        int bound = (int) Math.min(n, n * p + 10 * Math.sqrt(n * p * q + 1));
        int count = 0;
        double probability = none;
        double uniform = nextDouble();
        while (uniform > probability) {
            count++;
            if (count > bound) {
                count = 0;
                probability = none;
                uniform = nextDouble();
            } else {
                uniform -= probability;
                probability = (n - count + 1) * p * probability / (count * q);
            }
        }
        return count;
    }

    /** The layers under the normal density, in 52-bit fixed point. */
    private static final class Ziggurat {
        static final double TAIL = 3.654152885361009;
        private static final double AREA = 0.004928673233974658;
        static final double[] WIDTH = new double[256];
        static final long[] INSIDE = new long[256];
        static final double[] DENSITY = new double[256];

        static {
            double scale = 0x1p52;
            double edge = TAIL;
            double above = TAIL;
            double bottom = AREA / Math.exp(-0.5 * edge * edge);
            INSIDE[0] = (long) (edge / bottom * scale);
            WIDTH[0] = bottom / scale;
            WIDTH[255] = edge / scale;
            DENSITY[0] = 1;
            DENSITY[255] = Math.exp(-0.5 * edge * edge);
            for (int i = 254; i >= 1; i--) {
                edge = Math.sqrt(-2 * Math.log(AREA / edge + Math.exp(-0.5 * edge * edge)));
                INSIDE[i + 1] = (long) (edge / above * scale);
                above = edge;
                DENSITY[i] = Math.exp(-0.5 * edge * edge);
                WIDTH[i] = edge / scale;
            }
        }
    }
}
