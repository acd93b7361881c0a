package io.conductorloop.ml.federation;

import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.FederationMessage.Changed;
import io.conductorloop.contracts.FederationMessage.Present;
import io.conductorloop.contracts.FederationMessage.Shared;
import io.conductorloop.ml.federation.CoordinatorElection.Member;
import io.conductorloop.ml.federation.FederationRound.Outcome;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Acting;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.nets.Vectors;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One site's part in learning a model with others: hears who is there, takes part in rounds, and leads them while it is the
 * coordinator. It decides and says; who carries its messages is not its business. Members come and go, and anybody may fall
 * silent at any time: then a round has fewer answers, or another one leads the next. Safe for use by many threads.
 */
public final class Federation {
    private static final int MOST_MEMBERS = 64;

    private final FederationSettings settings;
    private final SharedLearner learner;
    private final FederationClient client;
    private final ModelLifecycle lifecycle;
    private final FederationMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Member> members = new TreeMap<>();
    private final Instant began;
    private GlobalModel model;
    private @Nullable FederationRound round;
    private Instant nextRound;
    private int answered;

    /**
     * Knows nobody yet, and goes on with the model that it had before a restart.
     *
     * @param lifecycle keeps the model; one of another form is left, and this site begins anew
     * @param random of the noise on changes
     */
    public Federation(
            FederationSettings settings,
            SharedLearner learner,
            ModelLifecycle lifecycle,
            FederationMetrics metrics,
            RandomGenerator random,
            InstantSource clock) {
        this.settings = settings;
        this.learner = learner;
        this.lifecycle = lifecycle;
        this.client = new FederationClient(settings.site(), learner, settings.privacy(), random);
        this.metrics = metrics;
        this.clock = clock;
        this.began = clock.instant();
        this.nextRound = began;
        this.model = lifecycle
                .acting()
                .map(Acting::weights)
                .flatMap(Federation::read)
                .orElseGet(GlobalModel::initial);
        learner.adopt(model);
    }

    /**
     * How things stand.
     *
     * @param site this one
     * @param coordinator as this site sees it; absent before anybody was heard
     * @param members that are alive, this site among them
     * @param version of the model that this site has
     * @param roundOpen whether this site leads a round now
     * @param answered changes in the last round that this site led
     * @param samples that this site has to learn from
     */
    public record Status(
            String site,
            @Nullable String coordinator,
            List<String> members,
            long version,
            boolean roundOpen,
            int answered,
            int samples) {}

    /** The versions of the shared model that this site kept, oldest first, by its own count of them; nobody knows their errors. */
    public List<ModelVersion> versions() {
        return lifecycle.versions();
    }

    private static Optional<GlobalModel> read(byte[] stored) {
        try {
            return Optional.of(GlobalModel.fromBytes(stored));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** What this site has to say now; to be asked for once a heartbeat. */
    public synchronized List<FederationMessage> tick() {
        Instant now = clock.instant();
        members.values().removeIf(member -> !member.isAlive(now, settings.lease()));
        members.put(settings.site(), new Member(now, model.version()));
        List<FederationMessage> said = new ArrayList<>();
        said.add(new Present(settings.site(), model.version()));
        // Whoever has just come may not have heard the others yet.
        if (!now.isBefore(began.plus(settings.lease())) && isCoordinator(settings.site(), now)) {
            close(now).ifPresent(said::add);
            open(now).ifPresent(said::add);
        } else {
            round = null;
        }
        return said;
    }

    /** Hears what somebody says; the model from which this site is to learn on, when it is invited to. */
    public synchronized Optional<GlobalModel> hear(FederationMessage message) {
        Instant now = clock.instant();
        boolean own = message.site().equals(settings.site());
        if (!own && !members.containsKey(message.site()) && members.size() >= MOST_MEMBERS) {
            metrics.refused();
            return Optional.empty();
        }
        return switch (message) {
            case Present present -> {
                if (!own) {
                    members.put(present.site(), new Member(now, present.version()));
                }
                yield Optional.empty();
            }
            case Changed changed -> {
                receive(changed, now);
                yield Optional.empty();
            }
            case Shared shared -> {
                if (!own && !adopts(shared, now)) {
                    metrics.refused();
                    yield Optional.empty();
                }
                boolean invited =
                        shared.version() == model.version() && shared.invited().contains(settings.site());
                yield invited ? Optional.of(model) : Optional.empty();
            }
        };
    }

    /** Learns from the model on, on this site's own rows; takes as long as that takes. Empty while there is no row. */
    public Optional<FederationMessage> takePart(GlobalModel from) {
        if (learner.samples() == 0) {
            return Optional.empty();
        }
        ClientUpdate update = client.takePart(from);
        return Optional.of(new Changed(update.client(), update.baseVersion(), update.change(), update.samples()));
    }

    /** What was said cannot be read. */
    public void unreadable() {
        metrics.refused();
    }

    public synchronized Status status() {
        Instant now = clock.instant();
        List<String> alive = alive(now);
        return new Status(
                settings.site(),
                CoordinatorElection.elect(members, now, settings.lease()).orElse(null),
                alive,
                model.version(),
                round != null,
                answered,
                learner.samples());
    }

    private boolean isCoordinator(String site, Instant now) {
        return CoordinatorElection.elect(members, now, settings.lease())
                .filter(site::equals)
                .isPresent();
    }

    /** Takes the coordinator's model over; false when it cannot be one, or is another's. */
    private boolean adopts(Shared shared, Instant now) {
        if (shared.parameters().length != model.parameters().length || !Vectors.finite(shared.parameters())) {
            return false;
        }
        members.put(shared.site(), new Member(now, shared.version()));
        if (!isCoordinator(shared.site(), now)) {
            return false;
        }
        if (shared.version() > model.version() || !Arrays.equals(shared.parameters(), model.parameters())) {
            adopt(new GlobalModel(shared.version(), shared.parameters()));
        }
        return true;
    }

    private void adopt(GlobalModel some) {
        model = some;
        members.put(settings.site(), new Member(clock.instant(), model.version()));
        learner.adopt(some);
        try {
            // Nobody tries it before: what it errs is scored for each load, beside what speaks without it.
            var _ = lifecycle.install(
                    new Challenger(some.toBytes(), Vectors.length(some.parameters()), learner.samples()),
                    Double.NaN,
                    Double.NaN);
        } catch (UncheckedIOException broken) {
            metrics.notKept();
        }
    }

    private void receive(Changed changed, Instant now) {
        if (round != null) {
            double[] change = settings.privacy().clipped(changed.change());
            metrics.change(
                    round.receive(new ClientUpdate(changed.site(), changed.version(), change, changed.samples()), now));
        }
    }

    /** Ends the round that is open, where it has come to its end; the model that it came to. */
    private Optional<FederationMessage> close(Instant now) {
        if (round == null) {
            return Optional.empty();
        }
        return switch (round.outcome(settings.aggregation(), now)) {
            case Outcome.Open open -> {
                answered = open.answered();
                yield Optional.empty();
            }
            case Outcome.Failed failed -> {
                ended(failed.answered(), false);
                yield Optional.empty();
            }
            case Outcome.Moved moved -> {
                adopt(moved.model());
                ended(moved.answered(), true);
                yield Optional.of(shared(List.of()));
            }
        };
    }

    private void ended(int answers, boolean moved) {
        answered = answers;
        round = null;
        metrics.round(moved);
    }

    private Optional<FederationMessage> open(Instant now) {
        List<String> alive = alive(now);
        if (round != null || now.isBefore(nextRound) || alive.size() < settings.quorum()) {
            return Optional.empty();
        }
        nextRound = now.plus(settings.round());
        round = new FederationRound(model, alive, settings.quorum(), now.plus(settings.answer()));
        return Optional.of(shared(alive));
    }

    private Shared shared(List<String> invited) {
        return new Shared(settings.site(), model.version(), model.parameters().clone(), invited);
    }

    private List<String> alive(Instant now) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().isAlive(now, settings.lease()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
