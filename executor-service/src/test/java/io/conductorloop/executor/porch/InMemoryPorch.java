package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.porch.PorchRepository.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Porch of the size of a test: it behaves as v1alpha1 does, over no wire. */
public final class InMemoryPorch implements PackageRevisions, PorchRepositories {
    private final Map<String, RevisionState> revisions = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, String>> files = new LinkedHashMap<>();
    private final Map<String, PorchRepository> repositories = new TreeMap<>();
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private long versions;

    public InMemoryPorch(String... names) {
        for (String name : names) {
            register(name, new Ready());
        }
    }

    synchronized void register(String name, PorchRepository.Standing standing) {
        repositories.put(
                name, new PorchRepository(name, "https://git.example.org/" + name + ".git", "main", true, standing));
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    synchronized List<RevisionState> all() {
        return List.copyOf(revisions.values());
    }

    public synchronized List<RevisionState> published() {
        return revisions.values().stream()
                .filter(RevisionState::isPublished)
                .sorted(Comparator.comparing(RevisionState::packageName).thenComparing(RevisionState::revision))
                .toList();
    }

    public synchronized List<RevisionState> open() {
        return revisions.values().stream().filter(RevisionState::isOpen).toList();
    }

    synchronized SortedMap<String, String> files(RevisionState revision) {
        return new TreeMap<>(files.get(revision.name()));
    }

    /** What a person does. */
    synchronized RevisionState publishByHand(RevisionDraft draft, Map<String, String> changes, String... removed) {
        RevisionState made = done(create(draft));
        SortedMap<String, String> content = files(made);
        content.putAll(changes);
        List.of(removed).forEach(content::remove);
        Written written = done(write(made, content));
        return done(publish(done(propose(written.state(), Map.of()))));
    }

    @Override
    public synchronized Answer<RevisionListing> list(String repository, String packageName) {
        return new Answer.Done<>(new RevisionListing(
                revisions.values().stream()
                        .filter(revision -> revision.repository().equals(repository))
                        .filter(revision -> revision.packageName().equals(packageName))
                        .toList(),
                now));
    }

    @Override
    public synchronized Answer<RevisionListing> named(String packageName) {
        return new Answer.Done<>(new RevisionListing(
                revisions.values().stream()
                        .filter(revision -> revision.packageName().equals(packageName))
                        .toList(),
                now));
    }

    @Override
    public synchronized Answer<RevisionListing> drafts(String repository) {
        return new Answer.Done<>(new RevisionListing(
                revisions.values().stream()
                        .filter(revision -> revision.repository().equals(repository) && revision.isOpen())
                        .toList(),
                now));
    }

    @Override
    public synchronized Answer<RevisionState> look(RevisionState revision) {
        RevisionState state = revisions.get(revision.name());
        return state == null ? absent(revision.name()) : new Answer.Done<>(state);
    }

    @Override
    public synchronized Answer<RevisionState> create(RevisionDraft draft) {
        if (!repositories.containsKey(draft.repository())) {
            return fail(PorchCall.CREATE, 404, "repositories \"" + draft.repository() + "\" not found");
        }
        String name = draft.derivedName();
        if (revisions.containsKey(name)) {
            return fail(PorchCall.CREATE, 500, "package revision workspaceNames must be unique");
        }
        RevisionState source = draft.source();
        boolean exists = revisions.values().stream()
                .anyMatch(other -> other.repository().equals(draft.repository())
                        && other.packageName().equals(draft.packageName()));
        if (source == null && exists) {
            return fail(PorchCall.CREATE, 500, "package already exists in repository");
        }
        if (source != null && !revisions.get(source.name()).isPublished()) {
            return fail(PorchCall.CREATE, 500, "source revision must be published");
        }
        files.put(
                name,
                source == null && draft.upstream() == null
                        ? new TreeMap<>(Map.of("Kptfile", "kind: Kptfile\n", "README.md", "# " + draft.packageName()))
                        : new TreeMap<>(files.get((source == null ? draft.upstream() : source).name())));
        String version = "v" + ++versions;
        return keep(new RevisionState(
                name,
                draft.repository(),
                draft.packageName(),
                draft.workspace(),
                Lifecycle.DRAFT,
                0,
                version,
                version,
                false,
                null,
                draft.annotations(),
                now,
                ""));
    }

    @Override
    public synchronized Answer<SortedMap<String, String>> read(RevisionState revision) {
        return files.containsKey(revision.name()) ? new Answer.Done<>(files(revision)) : absent(revision.name());
    }

    @Override
    public synchronized Answer<Written> write(RevisionState draft, SortedMap<String, String> content) {
        RevisionState state = revisions.get(draft.name());
        if (state == null) {
            return absent(draft.name());
        }
        if (!state.resourceVersion().equals(draft.resourceVersion())) {
            return fail(PorchCall.WRITE, 500, "the object has been modified");
        }
        if (state.lifecycle() != Lifecycle.DRAFT) {
            return fail(
                    PorchCall.WRITE,
                    500,
                    "cannot update a package revision with lifecycle value: package must be Draft");
        }
        if (content.values().stream().anyMatch(file -> file.contains("breaks-render"))) {
            return fail(PorchCall.WRITE, 500, "error rendering package in kpt fn render. Package NOT pushed to remote");
        }
        files.put(draft.name(), new TreeMap<>(content));
        RevisionState written = as(state, state.lifecycle(), 0, "v" + ++versions);
        keep(written);
        return new Answer.Done<>(new Written(written, files(written)));
    }

    @Override
    public synchronized Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        RevisionState state = revisions.get(draft.name());
        if (state != null && state.resourceVersion().equals(draft.resourceVersion())) {
            revisions.put(state.name(), noted(state, notes));
        }
        return move(PorchCall.PROPOSE, draft, Lifecycle.DRAFT, Lifecycle.PROPOSED);
    }

    @Override
    public synchronized Answer<RevisionState> publish(RevisionState proposed) {
        return move(PorchCall.PUBLISH, proposed, Lifecycle.PROPOSED, Lifecycle.PUBLISHED);
    }

    @Override
    public synchronized Answer<RevisionState> delete(RevisionState open) {
        RevisionState state = revisions.get(open.name());
        if (state == null) {
            return absent(open.name());
        }
        if (!state.isOpen()) {
            return fail(PorchCall.DELETE, 403, "cannot delete a published package revision");
        }
        files.remove(open.name());
        revisions.remove(open.name());
        return new Answer.Done<>(state);
    }

    @Override
    public synchronized Answer<PorchRepository> find(String name) {
        PorchRepository found = repositories.get(name);
        return found == null ? absent(name) : new Answer.Done<>(found);
    }

    @Override
    public synchronized Answer<List<PorchRepository>> registered() {
        return new Answer.Done<>(new ArrayList<>(repositories.values()));
    }

    private Answer<RevisionState> move(PorchCall call, RevisionState revision, Lifecycle from, Lifecycle to) {
        RevisionState state = revisions.get(revision.name());
        if (state == null) {
            return absent(revision.name());
        }
        if (!state.resourceVersion().equals(revision.resourceVersion())) {
            return fail(call, 500, "the object has been modified");
        }
        if (state.lifecycle() != from) {
            return fail(call, 422, "spec.lifecycle: Invalid value");
        }
        int number = to != Lifecycle.PUBLISHED
                ? 0
                : 1
                        + revisions.values().stream()
                                .filter(other -> other.repository().equals(state.repository())
                                        && other.packageName().equals(state.packageName()))
                                .mapToInt(RevisionState::revision)
                                .max()
                                .orElse(0);
        return keep(as(state, to, number, "v" + ++versions));
    }

    private Answer<RevisionState> keep(RevisionState state) {
        revisions.put(state.name(), state);
        return new Answer.Done<>(state);
    }

    /** What a person does: as {@code porchctl rpkg reject}. */
    public synchronized RevisionState reject(RevisionState proposed) {
        return done(move(PorchCall.PROPOSE, proposed, Lifecycle.PROPOSED, Lifecycle.DRAFT));
    }

    private static RevisionState noted(RevisionState state, Map<String, String> notes) {
        Map<String, String> annotations = new TreeMap<>(state.annotations());
        annotations.putAll(notes);
        return new RevisionState(
                state.name(),
                state.repository(),
                state.packageName(),
                state.workspace(),
                state.lifecycle(),
                state.revision(),
                state.resourceVersion(),
                state.contentVersion(),
                false,
                null,
                annotations,
                state.createdAt(),
                "");
    }

    private static RevisionState as(RevisionState state, Lifecycle lifecycle, int revision, String version) {
        return new RevisionState(
                state.name(),
                state.repository(),
                state.packageName(),
                state.workspace(),
                lifecycle,
                revision,
                version,
                version,
                false,
                null,
                state.annotations(),
                state.createdAt(),
                "");
    }

    static <T> T done(Answer<T> answer) {
        if (answer instanceof Answer.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError(answer);
    }

    private static <T> Answer<T> absent(String what) {
        return new Answer.Absent<>(Reason.of(PorchFailure.OUTDATED, what + " is not there"));
    }

    private static <T> Answer<T> fail(PorchCall call, int status, String message) {
        return PorchFailure.classify(call, status, message, Duration.ZERO);
    }
}
