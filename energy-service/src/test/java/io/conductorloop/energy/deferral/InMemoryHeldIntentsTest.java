package io.conductorloop.energy.deferral;

import java.time.InstantSource;

class InMemoryHeldIntentsTest extends HeldIntentsContract {
    @Override
    protected HeldIntents empty() {
        return new InMemoryHeldIntents(InstantSource.system());
    }
}
