package io.conductorloop.energy.deferral;

class InMemoryHeldLogTest extends HeldLogContract {
    @Override
    protected HeldLog log() {
        return new InMemoryHeldLog();
    }
}
