package io.conductorloop.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param tokenSha256 SHA-256 of the bearer token, 64 hexadecimal digits; null: no token is asked for, and only loopback
 *     addresses may be bound
 */
@ConfigurationProperties("conductor.api")
record ApiProperties(@Nullable String tokenSha256) {}
