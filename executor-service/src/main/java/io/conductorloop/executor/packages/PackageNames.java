package io.conductorloop.executor.packages;

import java.util.regex.Pattern;

/** Which names may become a folder or a Kubernetes object. Whatever fits holds no path separator and no leading dot. */
public final class PackageNames {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_SUBDOMAIN = 253;

    private PackageNames() {}

    /** Whether the name is an RFC 1123 label: at most 63 of lower-case letters, digits and inner hyphens. */
    public static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    /** Whether the name is an RFC 1123 subdomain: labels with dots between, at most 253 characters. */
    public static boolean isSubdomain(String name) {
        return name.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
    }
}
