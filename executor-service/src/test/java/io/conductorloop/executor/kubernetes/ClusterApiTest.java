package io.conductorloop.executor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.conductorloop.messaging.tracing.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterApiTest {
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void readsTheTokenAgainWhenItIsRefused() throws Exception {
        // Given
        Path token = Files.writeString(folder.resolve("token"), "old\n");
        HttpServer server = serve(
                false,
                exchange -> answer(
                        exchange,
                        exchange.getRequestHeaders().getFirst("Authorization").equals("Bearer new") ? 200 : 401));
        ClusterApi api = api(settings(server).token(token));
        Files.writeString(token, "new\n");

        // When
        Reply reply = api.get("/apis", Map.of());

        // Then
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(200));
        assertThat(authorizations).containsExactly("Bearer old", "Bearer new");
    }

    @Test
    void carriesTheTraceOfTheIntentThatItWorksFor() throws Exception {
        // Given
        List<String> carried = new CopyOnWriteArrayList<>();
        HttpServer server = serve(false, exchange -> {
            carried.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            answer(exchange, 200);
        });
        ClusterApi api = api(settings(server));

        // When
        ScopedValue.where(Tracing.TRACEPARENT, "00-1-2-01").run(() -> api.get("/apis", Map.of()));
        api.get("/apis", Map.of());

        // Then
        assertThat(carried).containsExactly("00-1-2-01", "null");
    }

    @Test
    void takesServerAndTokenFromAKubeconfig() throws Exception {
        // Given
        HttpServer server = serve(false, exchange -> answer(exchange, 200));
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: other
                clusters:
                - {name: c, cluster: {server: "%s"}}
                - {name: nowhere, cluster: {server: "http://127.0.0.1:1"}}
                users:
                - {name: u, user: {token: from-the-kubeconfig}}
                contexts:
                - {name: wanted, context: {cluster: c, user: u}}
                - {name: other, context: {cluster: nowhere, user: u}}
                """.formatted(address(server)));

        // When
        Reply reply = api(new Settings(null).kubeconfig(kubeconfig, "wanted")).get("/apis", Map.of());

        // Then
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(authorizations).containsExactly("Bearer from-the-kubeconfig");
    }

    @Test
    void asksTheProgramThatAKubeconfigNamesForAToken() throws Exception {
        // Given
        HttpServer server = serve(false, exchange -> answer(exchange, 200));
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-the-plugin"}}'
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: x
                clusters:
                - {name: c, cluster: {server: "%s"}}
                users:
                - {name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: "%s", interactiveMode: Never}}}
                contexts:
                - {name: x, context: {cluster: c, user: u}}
                """.formatted(address(server), plugin));

        // When
        Reply reply = api(new Settings(null).kubeconfig(kubeconfig, null)).get("/apis", Map.of());

        // Then
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(authorizations).containsExactly("Bearer from-the-plugin");
    }

    @Test
    void speaksOnlyToAServerWhoseCertificateIsVouchedFor() throws Exception {
        // Given
        HttpServer server = serve(true, exchange -> answer(exchange, 200));

        // When
        Reply unknown = api(settings(server)).get("/apis", Map.of());
        Reply known = api(settings(server).ca(folder.resolve("ca.pem"))).get("/apis", Map.of());

        // Then
        assertThat(unknown).isInstanceOf(Reply.Lost.class);
        assertThat(known).isInstanceOf(Reply.Answered.class);
    }

    @Test
    void refusesAWayThatIsNotSafe() throws Exception {
        // Given
        Path insecure = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: x
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                """);

        // Then
        assertThatThrownBy(() -> api(new Settings(null).kubeconfig(insecure, null)))
                .hasMessageContaining("insecure-skip-tls-verify");
        assertThatThrownBy(() -> api(new Settings(URI.create("http://192.0.2.1:8080"))))
                .hasMessageContaining("not https");
        assertThatThrownBy(() -> api(new Settings(null).kubeconfig(folder.resolve("none"), null)))
                .hasMessageContaining("none cannot be read");
        assertThatThrownBy(() -> api(new Settings(URI.create("http://127.0.0.1:1")).token(folder.resolve("none"))))
                .hasMessageContaining("token file");
    }

    @Test
    void tellsTimeoutFromLostConnection() throws Exception {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        opened.add(end::countDown);
        HttpServer server = serve(false, _ -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // When
        Reply late = api(settings(server)).get("/apis", Map.of());
        Reply nobody = api(new Settings(URI.create("http://127.0.0.1:1"))).get("/apis", Map.of());

        // Then
        assertThat(late).isInstanceOf(Reply.TimedOut.class);
        assertThat(nobody).isInstanceOf(Reply.Lost.class);
    }

    @Test
    void waitsNoLongerForTheRestOfAnAnswer() throws Exception {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        opened.add(end::countDown);
        HttpServer server = serve(false, exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // When
        Reply late = api(settings(server)).get("/apis", Map.of());

        // Then
        assertThat(late).isInstanceOf(Reply.TimedOut.class);
    }

    private ClusterApi api(Settings settings) {
        ClusterApi api = new ClusterApi(settings.build(), InstantSource.system());
        opened.add(0, api);
        return api;
    }

    private Settings settings(HttpServer server) {
        return new Settings(URI.create(address(server)));
    }

    private static String address(HttpServer server) {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    private HttpServer serve(boolean tls, com.sun.net.httpserver.HttpHandler handler) throws Exception {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server;
        if (tls) {
            HttpsServer secure = HttpsServer.create(anywhere, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(certificate()));
            server = secure;
        } else {
            server = HttpServer.create(anywhere, 0);
        }
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            handler.handle(exchange);
        });
        server.start();
        opened.add(() -> server.stop(0));
        return server;
    }

    private SSLContext certificate() throws Exception {
        Path store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store,
                "-storepass",
                "secret",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store,
                "-storepass",
                "secret",
                "-alias",
                "s",
                "-file",
                folder.resolve("ca.pem"));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            byte[] body = "{}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Settings {
        private final URI server;
        private Path kubeconfig;
        private String context;
        private Path token;
        private Path ca;

        Settings(URI server) {
            this.server = server;
        }

        Settings kubeconfig(Path file, String context) {
            this.kubeconfig = file;
            this.context = context;
            return this;
        }

        Settings token(Path file) {
            token = file;
            return this;
        }

        Settings ca(Path file) {
            ca = file;
            return this;
        }

        ClusterSettings build() {
            return new ClusterSettings(kubeconfig, context, server, token, ca, "default", Duration.ofMillis(700));
        }
    }
}
