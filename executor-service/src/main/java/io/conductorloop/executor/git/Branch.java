package io.conductorloop.executor.git;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;

/** A branch that moves by compare-and-set: however many write to it, no commit is lost and none comes twice. */
interface Branch {
    /** The last commit known; {@link ObjectId#zeroId} before the first. */
    ObjectId tip() throws IOException;

    /**
     * Moves the branch.
     *
     * @return whether it moved; false: somebody else moved it, and {@link #tip} knows where to
     * @throws IOException when it did not move, or nobody knows
     */
    boolean advance(ObjectId from, ObjectId to) throws IOException;
}
