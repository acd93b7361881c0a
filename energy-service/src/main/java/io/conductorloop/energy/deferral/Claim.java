package io.conductorloop.energy.deferral;

import java.time.Instant;

/**
 * The right to settle an intent, for a time. Whoever holds it when it runs out has lost it: the store takes no settlement
 * from them.
 *
 * @param token nobody else's, and never used twice
 */
public record Claim(String token, Instant until) {}
