package io.conductorloop.executor.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * A branch that is truly kept elsewhere; the local one follows it and is never ahead. After a push whose answer was lost the
 * branch is fetched before anything is decided again, so a commit that did arrive is seen.
 */
final class RemoteBranch implements Branch {
    private final Repository repository;
    private final LocalBranch local;
    private final GitSettings settings;
    private final URIish uri;

    /** What the remote has, as far as is known; may differ from the local branch when the remote lost it. */
    private ObjectId remoteTip = ObjectId.zeroId();

    private boolean certain;

    RemoteBranch(Repository repository, LocalBranch local, GitSettings settings, String uri) throws IOException {
        this.repository = repository;
        this.local = local;
        this.settings = settings;
        try {
            this.uri = new URIish(uri);
        } catch (URISyntaxException e) {
            throw new IOException("no address of a git repository: " + uri, e);
        }
    }

    @Override
    public ObjectId tip() throws IOException {
        if (!certain) {
            fetch();
            certain = true;
        }
        return local.tip();
    }

    @Override
    public boolean advance(ObjectId from, ObjectId to) throws IOException {
        certain = false;
        if (!push(to)) {
            return false;
        }
        remoteTip = to;
        certain = local.advance(from, to);
        return true;
    }

    private boolean push(ObjectId commit) throws IOException {
        try {
            return pushed(commit);
        } catch (TransportException e) {
            if (isRace(e.getMessage())) {
                return false;
            }
            throw e;
        }
    }

    private boolean pushed(ObjectId commit) throws IOException {
        try (Transport transport = transport()) {
            RemoteRefUpdate update =
                    new RemoteRefUpdate(repository, commit.name(), commit, local.ref(), false, null, remoteTip);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return switch (update.getStatus()) {
                case OK, UP_TO_DATE -> true;
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
                default -> {
                    if (isRace(update.getMessage())) {
                        yield false;
                    }
                    throw new IOException(uri + " refused the push: " + update.getStatus()
                            + (update.getMessage() == null ? "" : " (" + update.getMessage() + ")"));
                }
            };
        }
    }

    /** Servers say in words that another push holds or has just moved the branch. */
    private static boolean isRace(@Nullable String message) {
        return message != null && (message.contains(" lock") || message.contains("failed to update ref"));
    }

    private void fetch() throws IOException {
        try (Transport transport = transport()) {
            try {
                FetchResult fetched = transport.fetch(
                        NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + local.ref() + ":" + local.ref())));
                TrackingRefUpdate moved = fetched.getTrackingRefUpdate(local.ref());
                if (moved != null && moved.getResult() == RefUpdate.Result.LOCK_FAILURE) {
                    local.removeAbandonedLock();
                    throw new IOException(local.ref() + " is locked by another process");
                }
                remoteTip = local.tip();
            } catch (TransportException e) {
                if (hasBranch(transport)) {
                    throw e;
                }
                remoteTip = ObjectId.zeroId();
            }
        }
    }

    private boolean hasBranch(Transport transport) throws IOException {
        try (FetchConnection connection = transport.openFetch()) {
            return connection.getRef(local.ref()) != null;
        }
    }

    private Transport transport() throws IOException {
        Transport transport = Transport.open(repository, uri);
        transport.setTimeout(Math.toIntExact(Math.max(1, settings.timeout().toSeconds())));
        GitSettings.Credentials user = settings.user();
        if (user != null) {
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(user.name(), user.password()));
        }
        return transport;
    }
}
