package io.conductorloop.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NumbersTest {
    @Test
    void comparesLikeBigDecimal() {
        long seed = Long.getLong("conductor.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            // Given
            String one = number(random);
            BigDecimal other = random.nextInt(4) == 0 ? new BigDecimal(one) : new BigDecimal(number(random));

            // When
            byte[] text = one.getBytes(StandardCharsets.UTF_8);
            int comparison = Numbers.compare(text, 0, text.length, Decimal.of(other));
            boolean integral = Numbers.isIntegral(text, 0, text.length);

            // Then
            BigDecimal value = new BigDecimal(one);
            assertThat(Integer.signum(comparison))
                    .as("seed %d: %s and %s", seed, one, other)
                    .isEqualTo(value.compareTo(other));
            assertThat(integral)
                    .as("seed %d: %s", seed, one)
                    .isEqualTo(value.stripTrailingZeros().scale() <= 0);
            assertThat(Numbers.scan(text, 0)).as("seed %d: %s", seed, one).isEqualTo(text.length);
        }
    }

    private static String number(Random random) {
        StringBuilder number = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        number.append(random.nextInt(3) == 0 ? "0" : digits(random, true));
        if (random.nextBoolean()) {
            number.append('.').append(random.nextInt(3) == 0 ? "00" : "").append(digits(random, false));
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E')
                    .append(new String[] {"", "+", "-"}[random.nextInt(3)])
                    .append(random.nextInt(30));
        }
        return number.toString();
    }

    private static String digits(Random random, boolean noLeadingZero) {
        StringBuilder digits = new StringBuilder().append(random.nextInt(noLeadingZero ? 1 : 0, 10));
        for (int i = random.nextInt(random.nextInt(5) == 0 ? 25 : 3); i > 0; i--) {
            digits.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
        }
        return digits.toString();
    }

    @Test
    @Timeout(10)
    void judgesNumbersOfAnyLengthInTimeProportionalToIt() {
        // Given
        JsonValue schema = new JsonValue.JsonObject(Map.of("minimum", new JsonValue.JsonNumber(BigDecimal.ONE)));
        DocumentScanner scanner = SchemaCompiler.compile(schema).schema().newScanner(1);

        // Then
        assertThat(scanner.accepts(("9".repeat(4_000_000)).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(scanner.accepts(("-" + "9".repeat(4_000_000)).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(scanner.accepts(("0." + "0".repeat(2_000_000) + "1e2000001").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(scanner.accepts("1e999999999999999999999999999999".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(scanner.accepts("1e-999999999999999999999999999999".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(scanner.accepts("-1e999999999999999999999999999999".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
