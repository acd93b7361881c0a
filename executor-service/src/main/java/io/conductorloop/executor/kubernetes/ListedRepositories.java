package io.conductorloop.executor.kubernetes;

import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.PorchFailure;
import io.conductorloop.executor.porch.PorchRepositories;
import io.conductorloop.executor.porch.PorchRepository;
import io.conductorloop.executor.porch.PorchRepository.NotReady;
import io.conductorloop.executor.porch.PorchRepository.ReadOnly;
import io.conductorloop.executor.porch.PorchRepository.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/**
 * The repositories of a namespace, listed when they are asked for and what was listed last is some seconds old. One that is not
 * in it is looked for anew, so that a repository can be used as soon as it is registered.
 */
public final class ListedRepositories implements PorchRepositories {
    private static final String MIGRATION = "porch.kpt.dev/v1alpha2-migration";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ClusterApi api;
    private final Duration fresh;
    private final LongSupplier nanoTime;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Listed listed = Listed.NOTHING;

    /** @param fresh how old what is answered may be */
    public ListedRepositories(ClusterApi api, Duration fresh, LongSupplier nanoTime) {
        this.api = api;
        this.fresh = fresh;
        this.nanoTime = nanoTime;
    }

    @Override
    public Answer<PorchRepository> find(String name) {
        return switch (listedWithin(fresh)) {
            case Answer.Done<Listed>(Listed now) when now.repositories().containsKey(name) -> found(now, name);
            case Answer.Done<Listed> _ ->
                switch (listedWithin(LOOK_AGAIN)) {
                    case Answer.Done<Listed>(Listed now) -> found(now, name);
                    case Answer<Listed> other -> Answer.instead(other);
                };
            case Answer<Listed> other -> Answer.instead(other);
        };
    }

    @Override
    public Answer<List<PorchRepository>> registered() {
        return switch (listedWithin(fresh)) {
            case Answer.Done<Listed>(Listed now) ->
                new Answer.Done<>(List.copyOf(now.repositories().values()));
            case Answer<Listed> other -> Answer.instead(other);
        };
    }

    /** Whether the repository's revisions are kept in v1alpha2, as far as is known. */
    boolean isMigrated(String name) {
        return listedWithin(fresh) instanceof Answer.Done<Listed>(Listed now)
                && now.migrated().contains(name);
    }

    private static Answer<PorchRepository> found(Listed now, String name) {
        PorchRepository repository = now.repositories().get(name);
        return repository == null
                ? new Answer.Absent<>(
                        Reason.of(PorchFailure.REPOSITORY, "no repository '" + name + "' is registered with Porch"))
                : new Answer.Done<>(repository);
    }

    private Answer<Listed> listedWithin(Duration age) {
        Listed known = listed;
        if (known.isWithin(age, nanoTime.getAsLong())) {
            return new Answer.Done<>(known);
        }
        turn.lock();
        try {
            if (listed.isWithin(age, nanoTime.getAsLong())) {
                return new Answer.Done<>(listed);
            }
            Answer<Listed> answer = api.answer(
                    PorchCall.REPOSITORIES,
                    api.get(
                            "/apis/config.porch.kpt.dev/v1alpha1/namespaces/" + api.namespace() + "/repositories",
                            Map.of()),
                    answered -> answered.body().path("items").isArray() ? read(answered.body()) : null);
            if (answer instanceof Answer.Done<Listed>(Listed now)) {
                listed = now;
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private Listed read(JsonNode body) {
        Map<String, PorchRepository> repositories = new TreeMap<>();
        List<String> migrated = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            String name = RevisionJson.meta(item, "name");
            JsonNode spec = item.path("spec");
            JsonNode git = spec.path("git");
            repositories.put(
                    name,
                    new PorchRepository(
                            name,
                            git.path("repo").asString(name),
                            git.path("branch").asString("main"),
                            spec.path("deployment").asBoolean(false),
                            standing(item, spec)));
            if ("true".equals(RevisionJson.annotations(item).get(MIGRATION))) {
                migrated.add(name);
            }
        }
        return new Listed(repositories, migrated, nanoTime.getAsLong(), true);
    }

    private static PorchRepository.Standing standing(JsonNode item, JsonNode spec) {
        String type = spec.path("type").asString("git");
        if (!type.equals("git")) {
            return new ReadOnly("it is of type " + type + ", and only git repositories take packages");
        }
        if (item.path("metadata").has("deletionTimestamp")) {
            return new NotReady("it is being deleted");
        }
        for (JsonNode condition : item.path("status").path("conditions")) {
            if (condition.path("type").asString("").equals("Ready")) {
                return condition.path("status").asString("").equals("True")
                        ? new Ready()
                        : new NotReady(condition
                                .path("message")
                                .asString(condition.path("reason").asString("Porch does not say why")));
            }
        }
        return new NotReady("Porch has not looked at it yet");
    }

    private record Listed(Map<String, PorchRepository> repositories, List<String> migrated, long at, boolean isListed) {
        static final Listed NOTHING = new Listed(Map.of(), List.of(), 0, false);

        boolean isWithin(Duration age, long now) {
            return isListed && now - at <= age.toNanos();
        }
    }
}
