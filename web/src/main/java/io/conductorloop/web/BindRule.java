package io.conductorloop.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that nobody opens a service to a network by accident: an address other than loopback needs a token, and a
 * management port of its own, which the token does not guard, stays on loopback always.
 */
final class BindRule {
    /**
     * Where a service is about to listen.
     *
     * @param address as configured; null: every interface
     * @param managementPortApart whether the management endpoints have a port of their own
     * @param managementAddress as configured; null: every interface
     * @param tokenSha256 as configured; null: none
     */
    record Binding(
            @Nullable String address,
            boolean managementPortApart,
            @Nullable String managementAddress,
            @Nullable String tokenSha256) {}

    private BindRule() {}

    /** What is wrong with the binding, in one sentence; empty when it may start. */
    static Optional<String> violation(Binding binding) {
        if (binding.tokenSha256() != null) {
            try {
                ApiToken.ofSha256(binding.tokenSha256());
            } catch (IllegalArgumentException _) {
                return Optional.of("conductor.api.token-sha256 is not a SHA-256 of 64 hexadecimal digits");
            }
        } else if (!isLoopback(binding.address())) {
            return Optional.of("server.address is " + named(binding.address())
                    + ", which is not loopback, and no conductor.api.token-sha256 is configured");
        }
        if (binding.managementPortApart() && !isLoopback(binding.managementAddress())) {
            return Optional.of("management.server.address is " + named(binding.managementAddress())
                    + ", which is not loopback, and a management port of its own is not guarded by the token");
        }
        return Optional.empty();
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String named(@Nullable String address) {
        return address == null || address.isBlank() ? "not set, so every interface" : address;
    }
}
