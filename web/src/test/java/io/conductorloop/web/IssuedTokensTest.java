package io.conductorloop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Tokens of an OpenID Connect issuer that runs here, with a key of its own. */
class IssuedTokensTest {
    private static final String AUDIENCE = "conductor-loop";

    private static RSAKey key;
    private static HttpServer issuer;
    private static String issuerUri;
    private static ConfigurableApplicationContext service;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuerUri = "http://127.0.0.1:" + issuer.getAddress().getPort();
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"subject_types_supported\":[\"public\"]}"
                        .formatted(issuerUri));
        answer("/keys", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
        service = SpringApplication.run(
                ExampleService.class,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuerUri,
                "--spring.security.oauth2.resourceserver.jwt.audiences=" + AUDIENCE);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.stop(0);
    }

    private static void answer(String path, String json) {
        issuer.createContext(path, exchange -> {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void letsInWhomTheIssuerGaveTheRole() throws Exception {
        assertThat(statusFor(token(key, AUDIENCE, Duration.ofMinutes(5), List.of("read", "something else"))))
                .isEqualTo(200);
    }

    @Test
    void deniesWhoHasAnotherRole() throws Exception {
        assertThat(statusFor(token(key, AUDIENCE, Duration.ofMinutes(5), List.of("submit"))))
                .isEqualTo(403);
    }

    @Test
    void turnsAwayTokensThatAreForSomebodyElseOutOfDateOrForged() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();

        assertThat(statusFor(token(key, "another-service", Duration.ofMinutes(5), List.of("read"))))
                .isEqualTo(401);
        assertThat(statusFor(token(key, AUDIENCE, Duration.ofMinutes(-5), List.of("read"))))
                .isEqualTo(401);
        assertThat(statusFor(token(other, AUDIENCE, Duration.ofMinutes(5), List.of("read"))))
                .isEqualTo(401);
        assertThat(statusFor("no token at all")).isEqualTo(401);
    }

    private int statusFor(String token) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/named?name=x"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        return answer.statusCode();
    }

    private static String token(RSAKey signedBy, String audience, Duration lifetime, List<String> roles)
            throws Exception {
        Instant now = Instant.now();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(signedBy.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuerUri)
                        .subject("somebody")
                        .audience(audience)
                        .issueTime(Date.from(now.minusSeconds(600)))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .claim("roles", roles)
                        .build());
        token.sign(new RSASSASigner(signedBy));
        return token.serialize();
    }
}
