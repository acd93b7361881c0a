package io.conductorloop.ml.anomaly;

/**
 * Turns single exceedances into an alarm: it is raised when {@code raise} of the last {@code length} samples exceeded, and
 * withdrawn when {@code withdraw} or fewer did, so that a lone outlier neither raises nor ends one.
 */
public final class RunLengthVote {
    private final boolean[] votes;
    private final int raise;
    private final int withdraw;
    private int at;
    private int count;
    private boolean raised;

    public RunLengthVote(int length, int raise, int withdraw) {
        if (raise > length || withdraw >= raise || withdraw < 0) {
            throw new IllegalArgumentException("no vote of " + raise + " and " + withdraw + " among " + length);
        }
        this.votes = new boolean[length];
        this.raise = raise;
        this.withdraw = withdraw;
    }

    /** Whether the alarm stands, after this sample's vote. */
    public boolean cast(boolean exceeded) {
        count += (exceeded ? 1 : 0) - (votes[at] ? 1 : 0);
        votes[at] = exceeded;
        at = (at + 1) % votes.length;
        raised = raised ? count > withdraw : count >= raise;
        return raised;
    }
}
