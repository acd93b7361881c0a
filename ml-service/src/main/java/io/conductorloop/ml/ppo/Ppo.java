package io.conductorloop.ml.ppo;

import io.conductorloop.ml.nets.Activation;
import io.conductorloop.ml.nets.Adam;
import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Shuffle;
import io.conductorloop.ml.nets.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Proximal policy optimisation (Schulman et al., arXiv 1707.06347): clipped objective, generalised advantages, entropy
 * bonus, several epochs of minibatches over each rollout, advantages normalised; policy and value in two networks.
 */
public final class Ppo {
    private static final double UNDECIDED = 0.01;

    private final PpoSettings settings;
    private final Environment environment;
    private final RandomGenerator random;
    private final DenseNetwork actor;
    private final DenseNetwork critic;
    private final CategoricalHeads heads;
    private final Adam actorAdam;
    private final Adam criticAdam;
    private final double[] actorGradient;
    private final double[] criticGradient;
    private final double[] error;
    private final List<Double> episodes = new ArrayList<>();
    private double[] observation;
    private double episode;

    public Ppo(Environment environment, PpoSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.environment = environment;
        this.random = random;
        this.heads = new CategoricalHeads(environment.choices());
        int in = environment.observationSize();
        int width = settings.hidden();
        this.actor = actor(in, width, heads.size(), random);
        this.critic =
                DenseNetwork.random(new int[] {in, width, width, 1}, Activation.TANH, Activation.IDENTITY, random);
        actor.scaleLastLayer(UNDECIDED);
        this.actorAdam = new Adam(actor.parameters().length, settings.longestGradient());
        this.criticAdam = new Adam(critic.parameters().length, settings.longestGradient());
        this.actorGradient = new double[actor.parameters().length];
        this.criticGradient = new double[critic.parameters().length];
        this.error = new double[heads.size()];
        this.observation = environment.reset();
    }

    /** The form of a policy's network, with parameters of no meaning. */
    static DenseNetwork actor(int observed, int width, int[] choices) {
        return actor(observed, width, new CategoricalHeads(choices).size(), new SplittableRandom(1));
    }

    private static DenseNetwork actor(int observed, int width, int logits, RandomGenerator random) {
        return DenseNetwork.random(
                new int[] {observed, width, width, logits}, Activation.TANH, Activation.IDENTITY, random);
    }

    /** Learns for about this many steps, and gives the sum of rewards of every episode that ended meanwhile. */
    public List<Double> learn(int steps) {
        episodes.clear();
        int improvements = Math.max(1, steps / settings.horizon());
        for (int i = 0; i < improvements; i++) {
            improve(collect(), settings.rate() * (1 - (double) i / improvements));
        }
        return List.copyOf(episodes);
    }

    /** The policy as it is now: always the likeliest decisions. Later learning does not change it. */
    public NetworkPolicy policy() {
        return new NetworkPolicy(actor.copy(), environment.choices());
    }

    /** Whether every weight is still a finite number. */
    public boolean sound() {
        return Vectors.finite(actor.parameters()) && Vectors.finite(critic.parameters());
    }

    private Rollout collect() {
        Rollout rollout = new Rollout(settings.horizon());
        for (int t = 0; t < rollout.steps(); t++) {
            heads.read(actor.forward(observation));
            int[] decisions = heads.sample(random);
            rollout.observations[t] = observation;
            rollout.decisions[t] = decisions;
            rollout.logProbabilities[t] = heads.logProbability(decisions);
            rollout.values[t] = critic.forward(observation)[0];
            Environment.Step step = environment.step(decisions);
            rollout.rewards[t] = step.reward();
            rollout.over[t] = step.over();
            episode += step.reward();
            observation = step.observation();
            if (step.over()) {
                rollout.valuesBeyond[t] = step.ended() ? 0 : critic.forward(observation)[0];
                episodes.add(episode);
                episode = 0;
                observation = environment.reset();
            }
        }
        rollout.estimate(critic.forward(observation)[0], settings.discount(), settings.lambda());
        rollout.normalise();
        return rollout;
    }

    private void improve(Rollout rollout, double rate) {
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            int[] order = Shuffle.of(rollout.steps(), random);
            for (int start = 0; start < order.length; start += settings.minibatch()) {
                int end = Math.min(order.length, start + settings.minibatch());
                for (int i = start; i < end; i++) {
                    differentiate(rollout, order[i], end - start);
                }
                actorAdam.step(actor.parameters(), actorGradient, rate);
                criticAdam.step(critic.parameters(), criticGradient, rate);
            }
        }
    }

    private void differentiate(Rollout rollout, int t, int batch) {
        heads.read(actor.forward(rollout.observations[t]));
        double ratio = Math.exp(heads.logProbability(rollout.decisions[t]) - rollout.logProbabilities[t]);
        double advantage = rollout.advantages[t];
        boolean clipped = advantage > 0 ? ratio > 1 + settings.clip() : ratio < 1 - settings.clip();
        double weight = clipped ? 0 : -ratio * advantage / batch;
        heads.derivative(rollout.decisions[t], weight, -settings.entropyWeight() / batch, error);
        actor.backward(error, actorGradient);
        double off = critic.forward(rollout.observations[t])[0] - rollout.returns[t];
        critic.backward(new double[] {off / batch}, criticGradient);
    }
}
