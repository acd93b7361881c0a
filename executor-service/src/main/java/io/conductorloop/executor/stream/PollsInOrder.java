package io.conductorloop.executor.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledges polls in the order in which they came, each once it and all before it have ended: what is committed is never ahead
 * of what is done.
 */
final class PollsInOrder {
    private final Deque<Poll> open = new ArrayDeque<>();

    /** One that has been taken over. */
    static final class Poll {
        private final Runnable acknowledge;
        private boolean ended;

        private Poll(Runnable acknowledge) {
            this.acknowledge = acknowledge;
        }
    }

    synchronized Poll begin(Runnable acknowledge) {
        Poll poll = new Poll(acknowledge);
        open.addLast(poll);
        return poll;
    }

    synchronized void end(Poll poll) {
        poll.ended = true;
        while (!open.isEmpty() && open.getFirst().ended) {
            open.removeFirst().acknowledge.run();
        }
    }

    /** It will be read again as another one. */
    synchronized void forget(Poll poll) {
        open.remove(poll);
    }
}
