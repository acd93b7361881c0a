package io.conductorloop.ml.nets;

import java.util.random.RandomGenerator;

/** A random order. */
public final class Shuffle {
    private Shuffle() {}

    /** The numbers below {@code count}, each once, every order as likely (Fisher and Yates). */
    public static int[] of(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        return order;
    }
}
