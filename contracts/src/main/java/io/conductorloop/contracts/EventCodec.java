package io.conductorloop.contracts;

/** Turns events into bytes and back, for stores and topics that need not know the form. */
public interface EventCodec {
    /** The event's bytes; equal events give equal bytes. */
    byte[] encode(IntentEvent event);

    /**
     * The event in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no event in a version this codec knows
     */
    IntentEvent decode(byte[] bytes);
}
