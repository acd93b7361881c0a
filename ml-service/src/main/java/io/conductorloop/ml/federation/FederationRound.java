package io.conductorloop.ml.federation;

import io.conductorloop.ml.nets.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One round, as its coordinator sees it: collects changes until all invited sites answered or the deadline is over, and
 * moves the model when a quorum did. Stragglers are not waited for; what comes late was made for an older model and is
 * refused, as is what has the wrong length or is no number. A site that answers twice counts once.
 */
public final class FederationRound {
    private final GlobalModel base;
    private final List<String> invited;
    private final int quorum;
    private final Instant deadline;
    private final Map<String, ClientUpdate> answers = new TreeMap<>();

    public FederationRound(GlobalModel base, List<String> invited, int quorum, Instant deadline) {
        this.base = base;
        this.invited = List.copyOf(invited);
        this.quorum = quorum;
        this.deadline = deadline;
    }

    /** What became of an answer. */
    public enum Reception {
        TAKEN,
        NOT_INVITED,
        STALE,
        MALFORMED,
        REPEATED
    }

    /** Where the round stands. */
    public sealed interface Outcome {
        /** Answers are still awaited. */
        record Open(int answered) implements Outcome {}

        /** The model moved. */
        record Moved(GlobalModel model, int answered) implements Outcome {}

        /** Too few answered in time: the model stays as it is. */
        record Failed(GlobalModel model, int answered) implements Outcome {}
    }

    public Reception receive(ClientUpdate update, Instant now) {
        if (!invited.contains(update.client())) {
            return Reception.NOT_INVITED;
        }
        if (update.baseVersion() != base.version() || now.isAfter(deadline)) {
            return Reception.STALE;
        }
        if (update.change().length != base.parameters().length
                || update.samples() <= 0
                || !Vectors.finite(update.change())) {
            return Reception.MALFORMED;
        }
        return answers.putIfAbsent(update.client(), update) == null ? Reception.TAKEN : Reception.REPEATED;
    }

    public Outcome outcome(Aggregation aggregation, Instant now) {
        int answered = answers.size();
        if (answered < invited.size() && !now.isAfter(deadline)) {
            return new Outcome.Open(answered);
        }
        if (answered < Math.max(1, quorum)) {
            return new Outcome.Failed(base, answered);
        }
        double[] change = aggregation.join(new ArrayList<>(answers.values()));
        double[] moved = base.parameters().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += change[i];
        }
        return new Outcome.Moved(new GlobalModel(base.version() + 1, moved), answered);
    }
}
