package io.conductorloop.messaging.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, as providers are the whole process's. */
class NativeHashingTest {
    @Test
    void hashesNativelyWhereThePlatformCanAndElseAsBefore() throws Exception {
        // When
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hashing.class.getName()))
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        // Then
        boolean isNative = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
        assertThat(said)
                .containsExactly(
                        isNative ? "NativeHashing" : "SUN",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        "SHA-1 by SUN",
                        "random by NativePRNG");
    }

    /** Says who hashes, and the hash that FIPS 180-4 gives for {@code abc}. */
    static final class Hashing {
        static void main(String[] args) throws Exception {
            NativeHashing.prefer();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            System.out.println(digest.getProvider().getName());
            System.out.println(HexFormat.of().formatHex(digest.digest("abc".getBytes(StandardCharsets.US_ASCII))));
            System.out.println("SHA-1 by "
                    + MessageDigest.getInstance("SHA-1").getProvider().getName());
            System.out.println("random by " + new SecureRandom().getAlgorithm());
        }
    }
}
