package io.conductorloop.endtoend;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.conductorloop.embedded.LocalPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * A Kafka that asks for SASL (SCRAM-SHA-512) over TLS and a Redis that asks for an ACL user over TLS, in containers, with a
 * certificate made for the occasion.
 */
final class SecuredServers implements AutoCloseable {
    private static final String USER = "suite";
    private static final String PASSWORD = "correct horse battery staple";
    private static final int SECURED = 9095;
    private static final int PLAIN = 9096;
    private static final int REDIS = 6379;

    /** The commands that docs/redis.md says are used, what scripts call among them, and those of connecting. */
    private static final String REDIS_USER = "user " + USER + " on >" + PASSWORD.replace(" ", "-")
            + " ~cl:* resetchannels -@all +@connection +mget +evalsha +eval +get +set +del +hset +hsetnx +pexpire +hmget +hlen"
            + " +hkeys +zadd +zremrangebyscore +zrevrangebyscore +info";

    private final Path folder;
    private final int kafkaPort = LocalPort.free();
    private final GenericContainer<?> kafka;
    private final GenericContainer<?> redis;

    private SecuredServers(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        makeCertificate();
        MountableFile pem = MountableFile.forHostPath(folder.resolve("server.pem"), 0644);
        MountableFile authority = MountableFile.forHostPath(authority(), 0644);
        int plainPort = LocalPort.free();
        kafka = new GenericContainer<>("apache/kafka:4.2.1")
                .withCopyFileToContainer(pem, "/tls/server.pem")
                .withEnv(kafkaSettings(kafkaPort, plainPort))
                .withCreateContainerCmdModifier(command ->
                        command.getHostConfig().withPortBindings(bound(kafkaPort, SECURED), bound(plainPort, PLAIN)))
                .withExposedPorts(SECURED, PLAIN)
                .waitingFor(
                        Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(Duration.ofMinutes(2)));
        redis = new GenericContainer<>("redis:7.0")
                .withCopyFileToContainer(pem, "/tls/server.pem")
                .withCopyFileToContainer(authority, "/tls/ca.crt")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(
                                Files.writeString(
                                        folder.resolve("users.acl"), "user default off\n" + REDIS_USER + "\n"),
                                0644),
                        "/tls/users.acl")
                .withCommand(("redis-server --port 0 --tls-port 6379 --tls-cert-file /tls/server.pem --tls-key-file"
                                + " /tls/server.pem --tls-ca-cert-file /tls/ca.crt --tls-auth-clients no --aclfile /tls/users.acl")
                        .split(" "))
                .withExposedPorts(REDIS);
        kafka.start();
        redis.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + plainPort))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static SecuredServers start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        return new SecuredServers(folder);
    }

    /** What vouches for both servers, PEM. */
    Path authority() {
        return folder.resolve("ca.crt");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** A folder of secrets, a file each, named as the property that it is. */
    Path connections() throws IOException {
        Path connections = Files.createDirectories(folder.resolve("connections"));
        Files.writeString(
                connections.resolve("spring.kafka.properties.sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                        + PASSWORD + "\";");
        Files.writeString(
                connections.resolve("spring.data.redis.url"),
                "rediss://" + USER + ":" + PASSWORD.replace(" ", "-") + "@127.0.0.1:" + redis.getMappedPort(REDIS));
        return connections;
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
    }

    private static Map<String, String> kafkaSettings(int securedPort, int plainPort) {
        return Map.ofEntries(
                Map.entry("CLUSTER_ID", "5L6g3nShT-eMCtK--X86sw"),
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_LISTENERS", "SUITE://:" + SECURED + ",ADMIN://:" + PLAIN + ",CONTROLLER://:9093"),
                Map.entry(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "SUITE://127.0.0.1:" + securedPort + ",ADMIN://127.0.0.1:" + plainPort),
                Map.entry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "SUITE:SASL_SSL,ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "ADMIN"),
                Map.entry("KAFKA_SASL_ENABLED_MECHANISMS", "SCRAM-SHA-512"),
                Map.entry(
                        "KAFKA_LISTENER_NAME_SUITE_SCRAM___SHA___512_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("KAFKA_SSL_KEYSTORE_TYPE", "PEM"),
                Map.entry("KAFKA_SSL_KEYSTORE_LOCATION", "/tls/server.pem"),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                Map.entry("KAFKA_MESSAGE_MAX_BYTES", "6291456"),
                Map.entry("KAFKA_REPLICA_FETCH_MAX_BYTES", "6291456"),
                Map.entry("KAFKA_HEAP_OPTS", "-Xmx256m"));
    }

    private static PortBinding bound(int host, int container) {
        return new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", host), new ExposedPort(container));
    }

    /** A key and a certificate that vouches for itself, by the JDK's own tool, and both as PEM. */
    private void makeCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("server.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-ext",
                        "bc:c",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        String key = pem(
                "PRIVATE KEY", keys.getKey("server", "changeit".toCharArray()).getEncoded());
        Files.writeString(authority(), certificate);
        Files.writeString(folder.resolve("server.pem"), key + certificate);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }
}
