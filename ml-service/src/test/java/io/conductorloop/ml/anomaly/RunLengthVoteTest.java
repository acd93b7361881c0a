package io.conductorloop.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunLengthVoteTest {
    @Test
    void oneOutlierRaisesNothing() {
        RunLengthVote vote = new RunLengthVote(5, 3, 1);

        assertThat(vote.cast(true)).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(vote.cast(false)).isFalse();
        }
    }

    @Test
    void raisesAtTheThirdAndEndsWhenOneIsLeft() {
        RunLengthVote vote = new RunLengthVote(5, 3, 1);
        boolean[] votes = {true, true, true, false, false, false, false};
        boolean[] alarms = new boolean[votes.length];

        for (int i = 0; i < votes.length; i++) {
            alarms[i] = vote.cast(votes[i]);
        }

        assertThat(alarms).containsExactly(false, false, true, true, true, true, false);
    }

    @Test
    void refusesAVoteThatCannotBeWon() {
        assertThatThrownBy(() -> new RunLengthVote(5, 6, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RunLengthVote(5, 3, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
