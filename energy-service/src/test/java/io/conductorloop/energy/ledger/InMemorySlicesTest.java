package io.conductorloop.energy.ledger;

class InMemorySlicesTest extends SlicesContract {
    @Override
    protected Slices empty() {
        return new InMemorySlices();
    }
}
