package io.conductorloop.validation.json;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges intents the slow way: networknt's validator for the schema, and the rules a schema cannot say once more on Jackson's
 * tree. It stands beside the validator in tests and shares no code with it.
 */
final class NaiveValidator {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?";
    private static final Pattern ONE_LABEL = Pattern.compile(LABEL);
    private static final Pattern LABELS = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SecondOpinion schema = new SecondOpinion(IntentSchema.bytes());

    /** Whether the schema, formats included, allows what is known to be strict JSON; empty: nobody else knows. */
    Optional<Boolean> schemaAllows(byte[] strictJson) {
        return schema.allows(strictJson);
    }

    /** Whether what the schema allows is an intent also by the rules beyond it. */
    boolean rulesAllow(byte[] allowedBySchema, Instant claimedAt) {
        JsonNode intent = MAPPER.readTree(allowedBySchema);
        JsonNode constraints = intent.path("constraints");
        return isSubdomain(intent.get("target"))
                && isLabel(intent.get("namespace"))
                && isLabel(constraints.path("kpt_package_name"))
                && areSites(constraints, constraints.path("sites"), constraints.path("porch_repository"))
                && isInt(intent.get("replicas"))
                && isInt(intent.path("priority"))
                && isInt(constraints.path("min_replicas"))
                && isInt(constraints.path("max_replicas"))
                && isInt(constraints.path("max_latency_ms"))
                && isWithin(intent.get("replicas"), constraints.path("min_replicas"), constraints.path("max_replicas"))
                && isAllowed(intent.get("namespace"), constraints.path("allowed_namespaces"))
                && isInTime(constraints, claimedAt);
    }

    private static boolean isSubdomain(JsonNode name) {
        String text = name.stringValue();
        return text.length() <= 253 && LABELS.matcher(text).matches();
    }

    private static boolean isLabel(JsonNode name) {
        return name.isMissingNode()
                || (name.stringValue().length() <= 63
                        && ONE_LABEL.matcher(name.stringValue()).matches());
    }

    private static boolean areSites(JsonNode constraints, JsonNode sites, JsonNode repository) {
        return sites.isMissingNode()
                ? constraints.path("max_latency_ms").isMissingNode()
                : (sites.valueStream().allMatch(NaiveValidator::isLabel)
                        && (repository.isMissingNode() || sites.valueStream().anyMatch(repository::equals)));
    }

    private static boolean isInt(JsonNode number) {
        return number.isMissingNode() || (number.isIntegralNumber() && number.canConvertToInt());
    }

    private static boolean isWithin(JsonNode replicas, JsonNode min, JsonNode max) {
        int least = min.isMissingNode() ? Integer.MIN_VALUE : min.intValue();
        int most = max.isMissingNode() ? Integer.MAX_VALUE : max.intValue();
        return replicas.intValue() >= least && replicas.intValue() <= most;
    }

    private static boolean isAllowed(JsonNode namespace, JsonNode allowed) {
        return allowed.isEmpty() || allowed.valueStream().anyMatch(namespace::equals);
    }

    private static boolean isInTime(JsonNode constraints, Instant claimedAt) {
        return !constraints.path("deferrable").booleanValue(false)
                || constraints.path("deadline").isMissingNode()
                || epochSecond(constraints.get("deadline").stringValue()) >= claimedAt.getEpochSecond();
    }

    private static long epochSecond(String timestamp) {
        String offset = timestamp.substring(19).replaceFirst("^\\.[0-9]+", "").replaceFirst("[zZ]", "+00:00");
        long east = secondOfDay(offset.substring(1) + ":00")
                * Map.of('+', 1, '-', -1).get(offset.charAt(0));
        return LocalDate.parse(timestamp.substring(0, 10)).toEpochDay() * 86_400
                + secondOfDay(timestamp.substring(11, 19))
                - east;
    }

    private static long secondOfDay(String time) {
        return Long.parseLong(time.substring(0, 2)) * 3_600
                + Long.parseLong(time.substring(3, 5)) * 60
                + Long.parseLong(time.substring(6, 8));
    }
}
