package io.conductorloop.executor.kubernetes;

import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.PorchFailure;
import io.conductorloop.executor.porch.PorchRepository;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Speaks to each repository in the version of the API that its revisions are kept in: what the repository says, or once it has
 * refused the other one. The call that was refused is not made again, as it was decided on by what the other version showed: the
 * answer is that nothing is known, and who asked looks anew.
 */
public final class VersionedRevisions implements PackageRevisions {
    private final PackageRevisions first;
    private final PackageRevisions second;
    private final ListedRepositories repositories;
    private final Version wanted;
    private final Set<String> moved = ConcurrentHashMap.newKeySet();

    /** Versions of the API. */
    public enum Version {
        /** Whichever a repository is kept in. */
        AUTO,
        V1ALPHA1,
        V1ALPHA2
    }

    public VersionedRevisions(
            V1alpha1Revisions first, V1alpha2Revisions second, ListedRepositories repositories, Version wanted) {
        this.first = first;
        this.second = second;
        this.repositories = repositories;
        this.wanted = wanted;
    }

    @Override
    public Answer<RevisionListing> list(String repository, String packageName) {
        return call(repository, porch -> porch.list(repository, packageName));
    }

    /** From both versions, where repositories are kept in both. */
    @Override
    public Answer<RevisionListing> named(String packageName) {
        return switch (repositories.registered()) {
            case Answer.Done<List<PorchRepository>>(List<PorchRepository> all) -> {
                boolean inSecond = all.stream().anyMatch(repository -> isSecond(repository.name()));
                boolean inFirst = all.stream().anyMatch(repository -> !isSecond(repository.name()));
                yield !inSecond
                        ? first.named(packageName)
                        : !inFirst
                                ? second.named(packageName)
                                : both(first.named(packageName), second.named(packageName));
            }
            case Answer<List<PorchRepository>> other -> Answer.instead(other);
        };
    }

    private static Answer<RevisionListing> both(Answer<RevisionListing> one, Answer<RevisionListing> other) {
        if (one instanceof Answer.Done<RevisionListing>(RevisionListing some)
                && other instanceof Answer.Done<RevisionListing>(RevisionListing more)) {
            List<RevisionState> all = new ArrayList<>(some.revisions());
            all.addAll(more.revisions());
            return new Answer.Done<>(new RevisionListing(all, some.at()));
        }
        return one instanceof Answer.Done ? other : one;
    }

    @Override
    public Answer<RevisionListing> drafts(String repository) {
        return call(repository, porch -> porch.drafts(repository));
    }

    @Override
    public Answer<RevisionState> look(RevisionState revision) {
        return call(revision.repository(), porch -> porch.look(revision));
    }

    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        return call(draft.repository(), porch -> porch.create(draft));
    }

    @Override
    public Answer<SortedMap<String, String>> read(RevisionState revision) {
        return call(revision.repository(), porch -> porch.read(revision));
    }

    @Override
    public Answer<Written> write(RevisionState draft, SortedMap<String, String> files) {
        return call(draft.repository(), porch -> porch.write(draft, files));
    }

    @Override
    public Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        return call(draft.repository(), porch -> porch.propose(draft, notes));
    }

    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        return call(proposed.repository(), porch -> porch.publish(proposed));
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return call(open.repository(), porch -> porch.delete(open));
    }

    private <T> Answer<T> call(String repository, Function<PackageRevisions, Answer<T>> call) {
        Answer<T> answer = call.apply(isSecond(repository) ? second : first);
        if (wanted == Version.AUTO
                && answer instanceof Answer.Unknown<T>(Reason reason)
                && reason.rule().equals(PorchFailure.MOVED)) {
            moved.add(repository);
        }
        return answer;
    }

    private boolean isSecond(String repository) {
        return switch (wanted) {
            case V1ALPHA1 -> false;
            case V1ALPHA2 -> true;
            case AUTO -> moved.contains(repository) || repositories.isMigrated(repository);
        };
    }
}
