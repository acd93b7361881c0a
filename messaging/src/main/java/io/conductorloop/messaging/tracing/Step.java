package io.conductorloop.messaging.tracing;

import java.util.Locale;

/** What happens to an intent on its way, in that order: each leaves a span. */
public enum Step {
    /** From the claim, or the REST call, until it is durable in Kafka: the first span of its trace. */
    RECEIVE(Kind.PRODUCER),
    /** From being read until the verdict is durable. */
    VALIDATE(Kind.CONSUMER),
    /** In the waiting room for clean power. */
    WAIT(Kind.INTERNAL),
    /** From being read until its end, or its next try, is announced. */
    EXECUTE(Kind.CONSUMER),
    /** One call of the package store. */
    WRITE(Kind.CLIENT),
    /** From reading its outcome until its file is in its place. */
    FINISH(Kind.CONSUMER);

    private final Kind kind;

    Step(Kind kind) {
        this.kind = kind;
    }

    /** OpenTelemetry's kinds of spans. */
    public enum Kind {
        INTERNAL,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    Kind kind() {
        return kind;
    }

    /** The span's name. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
