package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Lets calls go wrong on order: before or after they took effect, with an answer or with the end of the process. */
public final class FaultyRevisions implements PackageRevisions {
    private final PackageRevisions porch;
    private final List<PorchCall> made = new ArrayList<>();
    private PorchCall which;
    private int left;
    private Fault fault;
    private Random random;
    private double share;

    public FaultyRevisions(PackageRevisions porch) {
        this.porch = porch;
    }

    /** What goes wrong. */
    public enum Fault {
        /** The request did not get there. */
        LOST_REQUEST,
        /** It was carried out, and the answer did not come back. */
        LOST_ANSWER,
        /** The process ends before the request. */
        DEATH_BEFORE,
        /** The process ends before the answer. */
        DEATH_AFTER
    }

    /** The process has ended. */
    public static final class Death extends Error {}

    /** The next so many calls of the kind go wrong. */
    public synchronized FaultyRevisions fail(PorchCall call, Fault how, int times) {
        which = call;
        fault = how;
        left = times;
        return this;
    }

    /** Any call goes wrong, this often and in any way, as chance will have it. */
    public synchronized FaultyRevisions failAtRandom(Random random, double share) {
        this.random = random;
        this.share = share;
        return this;
    }

    /** The calls made so far. */
    public synchronized List<PorchCall> made() {
        return List.copyOf(made);
    }

    @Override
    public Answer<RevisionListing> list(String repository, String packageName) {
        return call(PorchCall.LIST, () -> porch.list(repository, packageName));
    }

    @Override
    public Answer<RevisionListing> named(String packageName) {
        return call(PorchCall.LIST, () -> porch.named(packageName));
    }

    @Override
    public Answer<RevisionListing> drafts(String repository) {
        return call(PorchCall.LIST, () -> porch.drafts(repository));
    }

    @Override
    public Answer<RevisionState> look(RevisionState revision) {
        return call(PorchCall.LIST, () -> porch.look(revision));
    }

    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        return call(PorchCall.CREATE, () -> porch.create(draft));
    }

    @Override
    public Answer<SortedMap<String, String>> read(RevisionState revision) {
        return call(PorchCall.READ, () -> porch.read(revision));
    }

    @Override
    public Answer<Written> write(RevisionState draft, SortedMap<String, String> files) {
        return call(PorchCall.WRITE, () -> porch.write(draft, files));
    }

    @Override
    public Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        return call(PorchCall.PROPOSE, () -> porch.propose(draft, notes));
    }

    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        return call(PorchCall.PUBLISH, () -> porch.publish(proposed));
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return call(PorchCall.DELETE, () -> porch.delete(open));
    }

    private <T> Answer<T> call(PorchCall call, Supplier<Answer<T>> effect) {
        Fault now;
        synchronized (this) {
            made.add(call);
            now = call == which && left-- > 0 ? fault : null;
            if (random != null && random.nextDouble() < share) {
                now = Fault.values()[random.nextInt(Fault.values().length)];
            }
        }
        if (now == null) {
            return effect.get();
        }
        return switch (now) {
            case LOST_REQUEST -> new Answer.Unknown<>(Reason.of(PorchFailure.UNREACHABLE, "lost on the way there"));
            case LOST_ANSWER -> {
                Answer<T> _ = effect.get();
                yield new Answer.Unknown<>(Reason.of(PorchFailure.UNREACHABLE, "lost on the way back"));
            }
            case DEATH_BEFORE -> throw new Death();
            case DEATH_AFTER -> {
                Answer<T> _ = effect.get();
                throw new Death();
            }
        };
    }
}
