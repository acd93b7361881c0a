package io.conductorloop.validation;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.validation.schema.CapturedValues;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.DocumentScanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Goes over one intent after another: the schema first, then what a schema cannot say. An intent that passes costs no
 * allocation until somebody asks for its target. For one thread at a time.
 */
public final class IntentScan {
    /** Larger intents are refused unread, bytes. */
    public static final int MOST_BYTES = 5 * 1024 * 1024;

    // Indexes of captured values, in the order of CAPTURES.
    private static final int TARGET = 0;
    private static final int NAMESPACE = 1;
    private static final int REPLICAS = 2;
    private static final int PRIORITY = 3;
    private static final int MIN_REPLICAS = 4;
    private static final int MAX_REPLICAS = 5;
    private static final int ALLOWED_NAMESPACES = 6;
    private static final int PACKAGE_NAME = 7;
    private static final int DEFERRABLE = 8;
    private static final int DEADLINE = 9;
    private static final int REPOSITORY = 10;
    private static final int SITES = 11;
    private static final int MAX_LATENCY = 12;

    /** What a schema must be compiled with to be scanned for here. */
    public static final List<String> CAPTURES = List.of(
            "/target",
            "/namespace",
            "/replicas",
            "/priority",
            "/constraints/min_replicas",
            "/constraints/max_replicas",
            "/constraints/allowed_namespaces",
            "/constraints/kpt_package_name",
            "/constraints/deferrable",
            "/constraints/deadline",
            "/constraints/porch_repository",
            "/constraints/sites",
            "/constraints/max_latency_ms");

    /** The value that tells an intent's shape; its enum has the {@link IntentType}s in lower case. */
    public static final String SHAPE = "/intent_type";

    private static final int[] INTEGERS = {REPLICAS, PRIORITY, MIN_REPLICAS, MAX_REPLICAS, MAX_LATENCY};

    private final DocumentScanner scanner;
    private final CapturedValues values;
    private final List<IntentType> types;
    private final List<Reason> reasons = new ArrayList<>(0);

    /**
     * Makes a scan.
     *
     * @param schema compiled with {@link #CAPTURES} and {@link #SHAPE}
     * @param seed chance, for the hashes of property names
     */
    public IntentScan(CompiledSchema schema, long seed) {
        scanner = schema.newScanner(seed);
        values = scanner.captured();
        types = schema.shapes().stream()
                .map(type -> IntentType.valueOf(type.toUpperCase(Locale.ROOT)))
                .toList();
    }

    /**
     * Whether the intent is valid; if not, {@link #reasons} say why.
     *
     * @param claimedAt when the intent came in, which its deadline is measured against: so the answer to an intent that is
     *     read again stays the same
     */
    public boolean accepts(byte[] intent, Instant claimedAt) {
        if (!reasons.isEmpty()) {
            reasons.clear();
        }
        if (intent.length > MOST_BYTES) {
            reasons.add(Reason.of(
                    "size", "the intent has " + intent.length + " bytes, more than the " + MOST_BYTES + " allowed"));
            return false;
        }
        if (!scanner.accepts(intent)) {
            reasons.addAll(scanner.reasons());
            return false;
        }
        checkNames();
        checkIntegers();
        if (reasons.isEmpty()) {
            checkConstraints();
            checkDeadline(claimedAt);
        }
        return reasons.isEmpty();
    }

    /** Why the last intent is not valid. */
    public List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    /** The type of the last intent, if it was valid. */
    public IntentType type() {
        return types.get(scanner.shape());
    }

    /** The target of the last intent, if it was valid. */
    public Target target() {
        return new Target(values.text(NAMESPACE), values.text(TARGET));
    }

    /** The priority of the last intent, if it was valid. */
    public int priority() {
        return values.has(PRIORITY) ? (int) values.integer(PRIORITY) : Intent.DEFAULT_PRIORITY;
    }

    /** Whether the last intent, if it was valid, may wait. */
    public boolean deferrable() {
        return values.isTrue(DEFERRABLE);
    }

    private void checkNames() {
        if (!values.passes(TARGET, DnsNames::isSubdomain)) {
            refuse(
                    "dns-1123",
                    TARGET,
                    "must be a DNS name of at most 253 lower-case letters, digits, hyphens and dots, but is "
                            + values.excerpt(TARGET));
        }
        checkLabel(NAMESPACE);
        if (values.has(PACKAGE_NAME)) {
            checkLabel(PACKAGE_NAME);
        }
        checkSites();
    }

    private void checkSites() {
        if (!values.has(SITES)) {
            if (values.has(MAX_LATENCY)) {
                refuse("sites", MAX_LATENCY, "must stand beside constraints.sites, of which it is a limit");
            }
            return;
        }
        int nameless = values.firstFailing(SITES, DnsNames::isLabel);
        if (nameless >= 0) {
            reasons.add(
                    new Reason(
                            "dns-1123",
                            CAPTURES.get(SITES) + "/" + nameless,
                            "must be the name of a repository, a DNS label of at most 63 lower-case letters, digits and hyphens"));
        } else if (values.has(REPOSITORY) && !values.contains(SITES, REPOSITORY)) {
            refuse(
                    "sites",
                    REPOSITORY,
                    "must be one of constraints.sites, where there are any, but is " + values.excerpt(REPOSITORY));
        }
    }

    private void checkLabel(int capture) {
        if (!values.passes(capture, DnsNames::isLabel)) {
            refuse(
                    "dns-1123",
                    capture,
                    "must be a DNS label of at most 63 lower-case letters, digits and hyphens, but is "
                            + values.excerpt(capture));
        }
    }

    private void checkIntegers() {
        for (int capture : INTEGERS) {
            if (!values.has(capture)) {
                continue;
            }
            if (!values.isPlainInteger(capture)) {
                String demand = "must be written as an integer, without fraction and exponent, but is ";
                refuse("integer", capture, demand + values.excerpt(capture));
            } else if (values.integer(capture) > Integer.MAX_VALUE) {
                refuse(
                        "integer",
                        capture,
                        "must be at most " + Integer.MAX_VALUE + ", but is " + values.excerpt(capture));
            }
        }
    }

    private void checkConstraints() {
        long replicas = values.integer(REPLICAS);
        boolean hasMin = values.has(MIN_REPLICAS);
        boolean hasMax = values.has(MAX_REPLICAS);
        if (hasMin && hasMax && values.integer(MIN_REPLICAS) > values.integer(MAX_REPLICAS)) {
            refuse(
                    "replica-limits",
                    MIN_REPLICAS,
                    "must not be above max_replicas, " + values.excerpt(MAX_REPLICAS) + ", but is "
                            + values.excerpt(MIN_REPLICAS));
            return;
        }
        if (hasMin && replicas < values.integer(MIN_REPLICAS)) {
            refuse(
                    "min-replicas",
                    REPLICAS,
                    "must be at least constraints.min_replicas, " + values.excerpt(MIN_REPLICAS) + ", but is "
                            + replicas);
        }
        if (hasMax && replicas > values.integer(MAX_REPLICAS)) {
            refuse(
                    "max-replicas",
                    REPLICAS,
                    "must be at most constraints.max_replicas, " + values.excerpt(MAX_REPLICAS) + ", but is "
                            + replicas);
        }
        if (values.has(ALLOWED_NAMESPACES)
                && !values.isEmptyArray(ALLOWED_NAMESPACES)
                && !values.contains(ALLOWED_NAMESPACES, NAMESPACE)) {
            refuse(
                    "allowed-namespaces",
                    NAMESPACE,
                    "must be one of constraints.allowed_namespaces, but is " + values.excerpt(NAMESPACE));
        }
    }

    // An intent that may not wait is carried out at once, whatever its deadline: too late is then better than never.
    private void checkDeadline(Instant claimedAt) {
        if (deferrable() && values.has(DEADLINE) && values.epochSecond(DEADLINE) < claimedAt.getEpochSecond()) {
            refuse(
                    "deadline",
                    DEADLINE,
                    "must not have passed when the intent comes in, which was at " + claimedAt + ", but is "
                            + values.excerpt(DEADLINE));
        }
    }

    private void refuse(String rule, int capture, String message) {
        reasons.add(new Reason(rule, CAPTURES.get(capture), message));
    }
}
