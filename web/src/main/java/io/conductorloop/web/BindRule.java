package io.conductorloop.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that nobody opens a service to a network by accident: an address other than loopback needs a token or an
 * issuer of tokens, and a management port of its own, which neither guards, stays on loopback always.
 */
final class BindRule {
    /**
     * Where a service is about to listen.
     *
     * @param address as configured; null: every interface
     * @param managementPortApart whether the management endpoints have a port of their own
     * @param managementAddress as configured; null: every interface
     * @param api who may call
     * @param issuer of tokens, as configured; null: none
     * @param audience whether tokens of that issuer must be meant for somebody named
     */
    record Binding(
            @Nullable String address,
            boolean managementPortApart,
            @Nullable String managementAddress,
            ApiProperties api,
            @Nullable String issuer,
            boolean audience) {}

    private BindRule() {}

    /** What is wrong with the binding, in one sentence; empty when it may start. */
    static Optional<String> violation(Binding binding) {
        boolean tokens;
        try {
            tokens = !binding.api().allTokens().isEmpty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
        Integer rate = binding.api().requestsPerSecond();
        if (rate != null && rate < 1) {
            return Optional.of("conductor.api.requests-per-second is " + rate + ", which lets nobody in");
        }
        if (binding.issuer() != null && !binding.audience()) {
            return Optional.of(
                    "spring.security.oauth2.resourceserver.jwt.issuer-uri is set without audiences, so that a token the"
                            + " issuer made for any other service would open this one");
        }
        if (!tokens && binding.issuer() == null && !isLoopback(binding.address())) {
            return Optional.of("server.address is " + named(binding.address())
                    + ", which is not loopback, and neither conductor.api.token-sha256 nor conductor.api.tokens nor an issuer of"
                    + " tokens is configured");
        }
        if (binding.managementPortApart() && !isLoopback(binding.managementAddress())) {
            return Optional.of("management.server.address is " + named(binding.managementAddress())
                    + ", which is not loopback, and a management port of its own is not guarded by tokens");
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
