package io.conductorloop.executor.deadletter;

class InMemoryDeadLettersTest extends DeadLettersContract {
    @Override
    protected DeadLetters noLetters() {
        return new InMemoryDeadLetters();
    }
}
