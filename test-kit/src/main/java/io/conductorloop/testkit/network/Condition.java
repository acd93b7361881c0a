package io.conductorloop.testkit.network;

import java.time.Duration;

/** What a {@link TcpProxy} does to the bytes that come by. */
public sealed interface Condition {
    /** They pass. */
    record Clear() implements Condition {}

    /** Each passes this long after it came, in either direction. */
    record Delayed(Duration delay) implements Condition {}

    /** No more than so many bytes a second pass in each direction, of all connections together. */
    record Throttled(int bytesPerSecond) implements Condition {}

    /** None passes until this ends; then all that waited do, as with a peer that was stopped and goes on. */
    record Held() implements Condition {}

    /**
     * None passes, and none ever will on the connections that saw this: they stay open to both sides, as after a peer's
     * power cut. What connects later finds its way once this has ended.
     */
    record HalfOpen() implements Condition {}
}
