package io.conductorloop.executor.packages;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import java.util.Locale;

/** One thing that can be said about a target: its scale, its deployment, its configuration. A package has a file for each. */
public record Facet(IntentType type, Target target) {
    /** Leaves room in a name of 255 bytes for what a store puts around it while it writes. */
    private static final int LONGEST_FILE_NAME = 190;

    /** What the intent speaks of. */
    public static Facet of(Intent intent) {
        return new Facet(intent.type(), intent.target());
    }

    /** Whether the target's parts are names that Kubernetes takes; only then may {@link #fileName} become a path. */
    public boolean isNameable() {
        return PackageNames.isLabel(target.namespace()) && PackageNames.isSubdomain(target.name());
    }

    /**
     * The facet's file in its package. No two facets share one: an underscore, which no valid name holds, stands between the
     * parts, and a name too long for a folder gives way to its digest.
     */
    public String fileName() {
        String kind = switch (type) {
            case SCALING -> "deployment-patch";
            case DEPLOYMENT -> "nf-deployment";
            case CONFIGURATION -> "configuration";
        };
        String name = kind + "_" + target.namespace() + "_" + target.name() + ".yaml";
        return name.length() <= LONGEST_FILE_NAME ? name : kind + "_" + Digest.of(target.key()) + ".yaml";
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT) + " of " + target;
    }
}
