package io.conductorloop.validation;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.state.RepeatWindow;
import io.conductorloop.state.RepeatWindow.Said;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.validation.RepeatJudge.Candidate;
import io.conductorloop.validation.RepeatJudge.Judgement;
import io.conductorloop.validation.RepeatJudge.Memory;
import io.conductorloop.validation.Verdict.Rejected;
import io.conductorloop.validation.Verdict.Valid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a batch of received intents: each by itself, then the valid ones against what was said before. What it decides it
 * writes down before it answers, verdicts before marks, so that a batch that is read again is answered the same.
 */
public final class JudgeIntents {
    /** As in {@link IntentFinished#service()}. */
    public static final String SERVICE = "validation";

    private final IntentValidator validator;
    private final RepeatPolicy policy;
    private final boolean deferral;
    private final TargetMarks accepted;
    private final RepeatWindow window;
    private final IntentJournal journal;
    private final ValidationMetrics metrics;
    private final InstantSource clock;

    /**
     * Judges by these.
     *
     * @param deferral whether intents that may wait are deferred
     * @param accepted the latest accepted intent of each target
     * @param window asked only under the policy that needs it
     */
    public JudgeIntents(
            IntentValidator validator,
            RepeatPolicy policy,
            boolean deferral,
            TargetMarks accepted,
            RepeatWindow window,
            IntentJournal journal,
            ValidationMetrics metrics,
            InstantSource clock) {
        this.validator = validator;
        this.policy = policy;
        this.deferral = deferral;
        this.accepted = accepted;
        this.window = window;
        this.journal = journal;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The fate of each intent, in their order, which must be that of their sequences per target. */
    public List<Fate> judge(List<ReceivedIntent> received) {
        Instant start = clock.instant();
        List<Verdict> verdicts = verdicts(received);
        Instant checked = clock.instant();
        List<Candidate> candidates = candidates(received, verdicts);
        Map<IntentId, IntentFinished> refused = refusals(received, verdicts);
        Judgement judgement = new RepeatJudge(policy).judge(candidates, remembered(candidates), checked);
        List<Fate> fates = fates(received, verdicts, judgement, refused);
        writeDown(judgement, fates);
        metrics.judged(
                tally(received, fates, verdicts),
                Duration.between(start, checked),
                Duration.between(checked, clock.instant()));
        return fates;
    }

    private List<Verdict> verdicts(List<ReceivedIntent> received) {
        ContentHash hash = new ContentHash();
        List<Verdict> verdicts = new ArrayList<>(received.size());
        for (ReceivedIntent intent : received) {
            if (intent.sha256() == null) {
                verdicts.add(rejected("headers", "the record lacks the SHA-256 of the intent's bytes"));
            } else if (!hash.matches(intent.bytes(), intent.sha256())) {
                verdicts.add(rejected(
                        "sha256", "the intent's bytes are not those that were received: their SHA-256 differs"));
            } else {
                verdicts.add(validator.validate(intent.bytes(), intent.id().claimedAt()));
            }
        }
        return verdicts;
    }

    private static Verdict rejected(String rule, String message) {
        return new Rejected(List.of(Reason.of(rule, message)));
    }

    private List<Candidate> candidates(List<ReceivedIntent> received, List<Verdict> verdicts) {
        List<Candidate> candidates = new ArrayList<>(received.size());
        for (int i = 0; i < received.size(); i++) {
            ReceivedIntent intent = received.get(i);
            if (verdicts.get(i) instanceof Valid valid) {
                IntentState state =
                        deferral && valid instanceof Verdict.Deferrable ? IntentState.DEFERRED : IntentState.ACCEPTED;
                String sha256 = Objects.requireNonNull(intent.sha256());
                candidates.add(new Candidate(intent.id(), intent.sequence(), valid.target(), sha256, state));
            }
        }
        return candidates;
    }

    private Memory remembered(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return new Memory(Map.of(), Map.of(), Map.of());
        }
        Set<Target> targets = candidates.stream().map(Candidate::target).collect(Collectors.toSet());
        Set<IntentId> ids = candidates.stream().map(Candidate::id).collect(Collectors.toSet());
        Map<IntentId, IntentJudged> judged = new HashMap<>();
        journal.find(Stage.JUDGED, ids).forEach((id, event) -> judged.put(id, (IntentJudged) event));
        Map<Said, IntentId> said = Map.of();
        if (policy instanceof RepeatPolicy.Window) {
            said = window.first(candidates.stream().map(Candidate::saying).collect(Collectors.toSet()));
        }
        return new Memory(accepted.read(targets), judged, said);
    }

    /** How the rejected ones end; as it was written down before, where it was, so that the time stays the same. */
    private Map<IntentId, IntentFinished> refusals(List<ReceivedIntent> received, List<Verdict> verdicts) {
        Map<IntentId, IntentFinished> refusals = new HashMap<>();
        for (int i = 0; i < received.size(); i++) {
            ReceivedIntent intent = received.get(i);
            if (verdicts.get(i) instanceof Rejected rejected) {
                Outcome outcome = new Outcome.Rejected(rejected.reasons());
                refusals.putIfAbsent(intent.id(), finished(intent, intent.target(), clock.instant(), outcome));
            }
        }
        if (!refusals.isEmpty()) {
            journal.find(Stage.FINISHED, Set.copyOf(refusals.keySet()))
                    .forEach((id, event) -> refusals.put(id, (IntentFinished) event));
        }
        return refusals;
    }

    private List<Fate> fates(
            List<ReceivedIntent> received,
            List<Verdict> verdicts,
            Judgement judgement,
            Map<IntentId, IntentFinished> refusals) {
        List<Fate> fates = new ArrayList<>(received.size());
        Iterator<@Nullable IntentJudged> judged = judgement.events().iterator();
        for (int i = 0; i < received.size(); i++) {
            ReceivedIntent intent = received.get(i);
            fates.add(
                    verdicts.get(i) instanceof Valid valid
                            ? fate(intent, valid.target(), judged.next())
                            : new Fate.Finish(Objects.requireNonNull(refusals.get(intent.id()))));
        }
        return fates;
    }

    private static Fate fate(ReceivedIntent intent, Target target, @Nullable IntentJudged judged) {
        if (judged == null) {
            return new Fate.Ignore();
        } else if (judged.original() != null) {
            Outcome outcome = new Outcome.Duplicate(judged.original());
            return new Fate.Finish(finished(intent, target, judged.at(), outcome));
        }
        return judged.state() == IntentState.DEFERRED ? new Fate.Defer(target) : new Fate.Pass(target);
    }

    private static IntentFinished finished(
            ReceivedIntent intent, @Nullable Target target, Instant at, Outcome outcome) {
        return new IntentFinished(
                intent.id(), at, SERVICE, intent.sequence(), intent.source(), intent.file(), target, outcome);
    }

    private void writeDown(Judgement judgement, List<Fate> fates) {
        List<IntentEvent> events = new ArrayList<>(judgement.fresh());
        for (Fate fate : fates) {
            if (fate instanceof Fate.Finish(IntentFinished event)) {
                events.add(event);
            }
        }
        if (!events.isEmpty()) {
            journal.append(events);
        }
        if (!judgement.marks().isEmpty()) {
            accepted.advance(judgement.marks());
        }
        if (policy instanceof RepeatPolicy.Window(Duration length)
                && !judgement.said().isEmpty()) {
            window.remember(judgement.said(), length);
        }
    }

    private static ValidationMetrics.Tally tally(
            List<ReceivedIntent> received, List<Fate> fates, List<Verdict> verdicts) {
        int passed = 0;
        int deferred = 0;
        int duplicates = 0;
        int rejected = 0;
        int copies = 0;
        for (Fate fate : fates) {
            switch (fate) {
                case Fate.Pass _ -> passed++;
                case Fate.Defer _ -> deferred++;
                case Fate.Ignore _ -> copies++;
                case Fate.Finish(IntentFinished event) when event.state() == IntentState.DUPLICATE -> duplicates++;
                case Fate.Finish _ -> rejected++;
            }
        }
        Map<String, Integer> rules = new HashMap<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Rejected(List<Reason> reasons)) {
                reasons.forEach(reason -> rules.merge(reason.rule(), 1, Integer::sum));
            }
        }
        long bytes =
                received.stream().mapToLong(intent -> intent.bytes().length).sum();
        return new ValidationMetrics.Tally(passed, deferred, duplicates, rejected, copies, rules, bytes);
    }
}
