package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Values that somebody careless or hostile sends, by chance. */
final class HostileValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e309",
            "9223372036854775808",
            "NaN",
            "null",
            "true",
            "[]",
            "{}",
            "a/b",
            "a/b/c",
            "../../etc/passwd",
            "%2e%2e%2f",
            "ns-1/du-1",
            "01933b7e-0000-7abc-bdef-0123456789ab",
            "01933b7e-0000-7abc-bdef-0123456789ag",
            "' OR 1=1 --",
            "${jndi:ldap://127.0.0.1/a}",
            "#{T(java.lang.Runtime)}",
            "<script>alert(1)</script>",
            "\u0000",
            "\r\nX-Injected: 1",
            "\uD83D\uDE00",
            "\uFEFF",
            "2026-13-45T99:99:99Z",
            "2026-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "PT-1S",
            "P9999999999D",
            "x".repeat(5_000));

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "\"\"",
            "0",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{\"a\":1,\"a\":2}",
            "{\"intent_type\":\"scaling\"}",
            "{\"intent_type\":\"scaling\",\"target\":\"du-1\",\"namespace\":\"ns-1\",\"replicas\":-1}",
            "{\"intent_type\":\"scaling\",\"target\":\"../x\",\"namespace\":\"ns-1\",\"replicas\":1e400}",
            "{\"duration\":\"PT-5M\",\"deadline\":\"yesterday\",\"power\":-1,\"zones\":[null]}",
            "{\"duration\":\"P99999D\",\"deadline\":\"+999999999-12-31T23:59:59Z\",\"interruptible\":\"perhaps\"}",
            "{\"duration\":\"PT1H\",\"deadline\":\"+999999999-12-31T23:59:59Z\"}",
            "{\"duration\":\"PT1H\",\"deadline\":\"-999999999-01-01T00:00:00Z\",\"earliestStart\":\"+999999999-12-31T23:59:59Z\"}",
            "[{\"location\":\"a\",\"dataStartAt\":\"-999999999-01-01T00:00:00Z\",\"windowSize\":2147483647}]",
            "[{\"location\":\"a\",\"dataEndAt\":\"+999999999-12-31T23:59:59Z\"},null]",
            "{\"ids\":[null,1,{}],\"from\":[],\"limit\":-5,\"state\":{}}",
            "scale du-1 to 99999999999999999999 in ns ns-1");

    private final Random random;

    HostileValues(long seed) {
        random = new Random(seed);
    }

    /** For a parameter: of its type now and then, so that what lies behind the first check is reached too. */
    String of(RestOperation.Parameter parameter) {
        if (random.nextInt(3) == 0) {
            if (!parameter.values().isEmpty()) {
                return one(parameter.values());
            }
            return switch (parameter.type()) {
                case "integer" -> Integer.toString(1 + random.nextInt(20));
                case "number" -> Double.toString(random.nextDouble());
                case "boolean" -> Boolean.toString(random.nextBoolean());
                default -> "name-" + random.nextInt(10);
            };
        }
        return one(TEXTS);
    }

    /** A body: of the list, or of the list with a few bytes changed, or of no meaning at all. */
    byte[] body() {
        byte[] body = one(BODIES).getBytes(UTF_8);
        switch (random.nextInt(4)) {
            case 0 -> {
                body = new byte[random.nextInt(2_000)];
                random.nextBytes(body);
            }
            case 1 -> {
                for (int i = 0; i < body.length; i += 1 + random.nextInt(8)) {
                    body[i] = (byte) random.nextInt(256);
                }
            }
            default -> {
                // As it stands.
            }
        }
        return body;
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
