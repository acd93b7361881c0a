package io.conductorloop.executor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The way to a cluster: its address, what its certificate is checked against, and the credentials, which are read again when
 * they are some minutes old or were refused. Finding all that is left to fabric8, so that whatever kubectl understands works.
 *
 * <p>A connection that is not checked is refused at the start: a server that nobody vouches for would be handed a token.
 */
final class ClusterAccess {
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final ClusterSettings settings;
    private final LongSupplier nanoTime;
    private final URI server;
    private final @Nullable SSLContext tls;
    private Optional<String> authorization;
    private long readAt;

    private ClusterAccess(
            ClusterSettings settings,
            LongSupplier nanoTime,
            URI server,
            @Nullable SSLContext tls,
            Optional<String> authorization) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.server = server;
        this.tls = tls;
        this.authorization = authorization;
        this.readAt = nanoTime.getAsLong();
    }

    /** @throws IllegalArgumentException with a sentence for the operator when there is no safe way to a cluster */
    static ClusterAccess open(ClusterSettings settings, LongSupplier nanoTime) {
        Config config = read(settings);
        URI server = URI.create(config.getMasterUrl());
        if (settings.server() == null && isGuess(server)) {
            throw new IllegalArgumentException(
                    "nothing says where the Kubernetes API is: there is no kubeconfig, this is no pod"
                            + " with a service account, and no server is set");
        }
        if (config.isTrustCerts() || config.isDisableHostnameVerification()) {
            throw new IllegalArgumentException("the certificate of " + server
                    + " would not be checked: remove insecure-skip-tls-verify, and name its authority");
        }
        boolean isTls = "https".equals(server.getScheme());
        if (!isTls && !isLoopback(server)) {
            throw new IllegalArgumentException(
                    server + " is not https: only a server on this machine may be spoken to in the clear");
        }
        return new ClusterAccess(
                settings, nanoTime, server, isTls ? tls(config) : null, authorization(settings, config));
    }

    URI server() {
        return server;
    }

    /** What secures the connection; null for one on this machine that is in the clear. */
    @Nullable
    SSLContext tls() {
        return tls;
    }

    /** The value of the header {@code Authorization}; empty where a client certificate, or nothing, proves who we are. */
    synchronized Optional<String> authorization() {
        if (nanoTime.getAsLong() - readAt > FRESH.toNanos()) {
            renew();
        }
        return authorization;
    }

    /** Reads the credentials again. What cannot be read leaves the former ones. */
    synchronized void renew() {
        readAt = nanoTime.getAsLong();
        try {
            authorization = authorization(settings, read(settings));
        } catch (RuntimeException e) {
            // The server's refusal of the old ones says it to whoever asks.
        }
    }

    private static Config read(ClusterSettings settings) {
        Path kubeconfig = settings.kubeconfig();
        if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
            throw new IllegalArgumentException("the kubeconfig " + kubeconfig + " cannot be read");
        }
        Config config = kubeconfig == null
                ? Config.autoConfigure(settings.context())
                : Config.fromKubeconfig(settings.context(), kubeconfig.toFile());
        URI address = settings.server();
        if (address != null) {
            config.setMasterUrl(address.toString());
        }
        Path ca = settings.caFile();
        if (ca != null) {
            if (!Files.isReadable(ca)) {
                throw new IllegalArgumentException("the certificates " + ca + " cannot be read");
            }
            config.setCaCertData(null);
            config.setCaCertFile(ca.toString());
        }
        return config;
    }

    private static Optional<String> authorization(ClusterSettings settings, Config config) {
        Path file = settings.tokenFile();
        String token = config.getOauthToken();
        if (file != null) {
            try {
                token = Files.readString(file).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException("the token file " + file + " cannot be read", e);
            }
        }
        if (token == null || token.isEmpty()) {
            token = config.getAutoOAuthToken();
        }
        if (token != null && !token.isEmpty()) {
            return Optional.of("Bearer " + token);
        }
        String user = config.getUsername();
        return user == null || user.isEmpty() || config.getPassword() == null
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + config.getPassword()).getBytes(UTF_8)));
    }

    private static SSLContext tls(Config config) {
        try {
            return SSLUtils.sslContext(config);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificates for " + config.getMasterUrl() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether this is what fabric8 falls back to where it has found nothing. */
    private static boolean isGuess(URI server) {
        return server.equals(URI.create(Config.DEFAULT_MASTER_URL + "/"))
                && System.getenv("KUBERNETES_SERVICE_HOST") == null;
    }

    private static boolean isLoopback(URI server) {
        try {
            return InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
