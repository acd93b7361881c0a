package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import java.util.Map;
import java.util.SortedMap;

/** What to do next about a change of a package. */
sealed interface Step {
    /** List the package's revisions. */
    record Look() implements Step {}

    /** Read a revision's files. */
    record Read(RevisionState revision) implements Step {}

    /** Delete a draft that nobody will finish; nothing depends on whether that succeeds. */
    record Tidy(RevisionState leftover) implements Step {}

    /** Another executor is at work on the package, or a person has begun it: give them time. */
    record Wait(RevisionState draft, Reason reason) implements Step {}

    /** Delete the draft in the way of ours. */
    record Clear(RevisionState draft) implements Step {}

    /** Make the draft. */
    record Create(RevisionDraft draft) implements Step {}

    /** Give the draft its content. */
    record Write(RevisionState draft, SortedMap<String, String> files) implements Step {}

    /** Wait for the server to be done with the step before. */
    record Await(RevisionState revision) implements Step {}

    /** Propose the draft, with these annotations added. */
    record Propose(RevisionState draft, Map<String, String> notes) implements Step {}

    /** Publish what was proposed. */
    record Publish(RevisionState proposed) implements Step {}

    /** The server has found that the draft cannot be rendered: delete it and refuse its intents. */
    record Abandon(RevisionState draft, Reason reason) implements Step {}

    /** There is nothing to do; an intent without an effect is an error of the planner. */
    record Settled(Map<IntentId, Effect> effects) implements Step {}
}
