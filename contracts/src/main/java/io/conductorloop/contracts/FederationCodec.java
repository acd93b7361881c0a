package io.conductorloop.contracts;

/** Turns what sites say to each other into bytes and back. */
public interface FederationCodec {
    byte[] encode(FederationMessage message);

    /**
     * The message in these bytes.
     *
     * @throws IllegalArgumentException when the bytes are no message in a version this codec knows; says why
     */
    FederationMessage message(byte[] bytes);
}
