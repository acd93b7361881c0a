package io.conductorloop.energy.deferral;

import io.conductorloop.energy.deferral.HeldIntent.Settled;
import java.time.Duration;

/** What can be counted about deferral. */
public interface DeferralMetrics {
    /** Counts nothing. */
    DeferralMetrics NONE = new DeferralMetrics() {
        @Override
        public void held(int intents) {}

        @Override
        public void passedOn() {}

        @Override
        public void settled(HeldIntent intent, Settled settled, Duration late) {}

        @Override
        public void lostClaim() {}

        @Override
        public void restored(int intents) {}
    };

    /** Intents were taken in. */
    void held(int intents);

    /** A record that could not be planned went on at once. */
    void passedOn();

    /**
     * A fate was carried out.
     *
     * @param late by how much the last moment for it was missed; zero when in time
     */
    void settled(HeldIntent intent, Settled settled, Duration late);

    /** A claim ran out before what it was for was noted. */
    void lostClaim();

    /** The waiting room lacked these intents of the log. */
    void restored(int intents);
}
