package io.conductorloop.ingest;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.conductorloop.contracts.IntentId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * Gives out identities. Those of one instance ascend strictly, also within a millisecond and when the clock is set back a
 * little; those of several instances differ by 74 random bits. Safe for use by many threads.
 */
public final class IntentIds {
    private final TimeOrderedEpochFactory uuids;

    /** @param random differs from instance to instance: {@code SecureRandom} anywhere but in tests */
    public IntentIds(InstantSource clock, Random random) {
        uuids = new TimeOrderedEpochFactory(random, clock.withZone(ZoneOffset.UTC));
    }

    /** A new identity of the current time. */
    public IntentId next() {
        return new IntentId(uuids.create());
    }
}
