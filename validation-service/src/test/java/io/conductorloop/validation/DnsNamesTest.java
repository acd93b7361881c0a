package io.conductorloop.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DnsNamesTest {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    @Test
    void agreesWithThePatternsOfKubernetes() {
        long seed = Long.getLong("conductor.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            // Given
            int length = random.nextInt(random.nextInt(20) == 0 ? 300 : 24);
            StringBuilder name = new StringBuilder();
            for (int j = 0; j < length; j++) {
                name.append(
                        random.nextInt(200) == 0
                                ? (char) random.nextInt(128)
                                : "az09m-.".charAt(random.nextInt(length > 30 ? 5 : 7)));
            }
            int before = random.nextInt(9);
            byte[] bytes =
                    ("x".repeat(before) + name + "x".repeat(random.nextInt(9))).getBytes(StandardCharsets.US_ASCII);

            // Then
            assertThat(DnsNames.isLabel(bytes, before, before + length))
                    .as("seed %d: %s", seed, name)
                    .isEqualTo(length <= 63 && LABEL.matcher(name).matches());
            assertThat(DnsNames.isSubdomain(bytes, before, before + length))
                    .as("seed %d: %s", seed, name)
                    .isEqualTo(length <= 253 && SUBDOMAIN.matcher(name).matches());
        }
    }

    @Test
    void takesEveryByteForWhatItIs() {
        for (int value = 0; value < 256; value++) {
            byte[] name = "aaaaaaaaaaaa".getBytes(StandardCharsets.US_ASCII);
            name[5] = (byte) value;
            boolean good = value == '-' || (value >= 'a' && value <= 'z') || (value >= '0' && value <= '9');

            assertThat(DnsNames.isLabel(name, 0, 12)).as("byte %d", value).isEqualTo(good);
            assertThat(DnsNames.isLabel(name, 3, 8)).as("byte %d", value).isEqualTo(good);
        }
    }
}
