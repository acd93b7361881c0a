package io.conductorloop.ml.ppo;

import java.util.random.RandomGenerator;

/**
 * The pole on a cart of Barto, Sutton and Anderson (1983) in the form of CartPole-v1: push left or right, 1 for every step
 * that the pole stays within 12° and the cart within 2.4 m, 500 steps at most, solved at 475 over 100 episodes. Proves that
 * the learner learns.
 */
public final class CartPole implements Environment {
    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double MASS = 1.1;
    private static final double HALF_LENGTH = 0.5;
    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double WIDEST = Math.toRadians(12);
    private static final double FARTHEST = 2.4;
    private static final int LONGEST = 500;

    private final RandomGenerator random;
    private double place;
    private double speed;
    private double angle;
    private double turn;
    private int steps;

    public CartPole(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int observationSize() {
        return 4;
    }

    @Override
    public int[] choices() {
        return new int[] {2};
    }

    @Override
    public double[] reset() {
        place = start();
        speed = start();
        angle = start();
        turn = start();
        steps = 0;
        return observation();
    }

    private double start() {
        return 0.1 * random.nextDouble() - 0.05;
    }

    @Override
    public Step step(int[] decisions) {
        double force = decisions[0] == 1 ? FORCE : -FORCE;
        double push = (force + POLE_MASS * HALF_LENGTH * turn * turn * Math.sin(angle)) / MASS;
        double cosine = Math.cos(angle);
        double swing = (GRAVITY * Math.sin(angle) - cosine * push)
                / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * cosine * cosine / MASS));
        double acceleration = push - POLE_MASS * HALF_LENGTH * swing * cosine / MASS;
        place += SECONDS * speed;
        speed += SECONDS * acceleration;
        angle += SECONDS * turn;
        turn += SECONDS * swing;
        steps++;
        boolean fallen = Math.abs(place) > FARTHEST || Math.abs(angle) > WIDEST;
        return new Step(observation(), 1, fallen, !fallen && steps >= LONGEST);
    }

    private double[] observation() {
        return new double[] {place, speed, angle, turn};
    }
}
