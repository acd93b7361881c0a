package io.conductorloop.state;

import java.time.Duration;
import java.time.Instant;

class InMemoryRepeatWindowTest extends RepeatWindowContract {
    private Instant now = Events.START;

    @Override
    protected RepeatWindow emptyWindow() {
        return new InMemoryRepeatWindow(() -> now);
    }

    @Override
    protected void passes(Duration time) {
        now = now.plus(time);
    }
}
