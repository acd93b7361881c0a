package io.conductorloop.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which package an intent belongs to: the one its author names in {@code constraints.kpt_package_name}, else one derived
 * from the target. A derived name is an RFC 1123 label of at most 63 characters, and different targets get different names.
 *
 * <p>Namespace and target are joined by two hyphens, because with one {@code a-b/c} and {@code a/b-c} would meet in one
 * package. What cannot be told apart that way (a double hyphen in a part, dots, too long) keeps as much of its name as fits
 * and ends in ten digits of its SHA-256; a name that merely looks like that gets digits too, so the two kinds never meet.
 */
public enum PackageNaming {
    /** A package for each target: {@code <namespace>--<target>}. */
    TARGET {
        @Override
        String derive(Target target) {
            String plain = target.namespace() + SEPARATOR + target.name();
            boolean reversible = !target.namespace().contains(SEPARATOR)
                    && !target.name().contains(SEPARATOR)
                    && isLabel(plain)
                    && !HASHED.matcher(plain).find();
            return reversible ? plain : hashed(plain, target.key());
        }
    },
    /** A package for each namespace, named like it. */
    NAMESPACE {
        @Override
        String derive(Target target) {
            String plain = target.namespace();
            return isLabel(plain) && !HASHED.matcher(plain).find() ? plain : hashed(plain, plain);
        }
    };

    /** Longest RFC 1123 label. */
    static final int MAX_LENGTH = 63;

    private static final String SEPARATOR = "--";
    private static final int DIGITS = 10;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern HASHED = Pattern.compile("-[0-9a-f]{" + DIGITS + "}$");
    private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9-]");
    private static final Pattern OUTER_HYPHENS = Pattern.compile("^-+|-+$");

    abstract String derive(Target target);

    /** The package's name; check a name the author gave with {@link #isLabel} first. */
    public String packageOf(Intent intent) {
        String claimed = intent.constraints().kptPackageName();
        return claimed == null ? derive(intent.target()) : claimed;
    }

    /** The name of the package that a target has, unless an author names another. */
    public String packageOf(Target target) {
        return derive(target);
    }

    /** Whether the text can name a package. */
    public static boolean isLabel(String text) {
        return text.length() <= MAX_LENGTH && LABEL.matcher(text).matches();
    }

    private static String hashed(String plain, String identity) {
        String label = FOREIGN.matcher(plain).replaceAll("-");
        String head = label.substring(0, Math.min(label.length(), MAX_LENGTH - DIGITS - 1));
        head = OUTER_HYPHENS.matcher(head).replaceAll("");
        return (head.isEmpty() ? "p" : head) + "-" + digits(identity);
    }

    private static String digits(String identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
