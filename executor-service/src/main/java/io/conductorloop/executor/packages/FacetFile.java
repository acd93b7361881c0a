package io.conductorloop.executor.packages;

import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Facet;
import java.util.Locale;

/** Where in its package a facet is kept. */
public final class FacetFile {
    /** Leaves room in a name of 255 bytes for what a store puts around it while it writes. */
    private static final int LONGEST_NAME = 190;

    private FacetFile() {}

    /** Whether the target's parts are names that Kubernetes takes; only then may {@link #nameOf} become a path. */
    public static boolean isNameable(Facet facet) {
        return PackageNames.isLabel(facet.target().namespace())
                && PackageNames.isSubdomain(facet.target().name());
    }

    /**
     * The facet's file. No two facets share one: an underscore, which no valid name holds, stands between the parts, and a
     * name too long for a folder gives way to its digest.
     */
    public static String nameOf(Facet facet) {
        String kind = switch (facet.type()) {
            case SCALING -> "deployment-patch";
            case DEPLOYMENT -> "nf-deployment";
            case CONFIGURATION -> "configuration";
        };
        Target target = facet.target();
        String name = kind + "_" + target.namespace() + "_" + target.name() + ".yaml";
        return name.length() <= LONGEST_NAME ? name : kind + "_" + Digest.of(target.key()) + ".yaml";
    }

    /** The facet in words: {@code scaling of oran-odu/odu-high-phy}. */
    public static String describe(Facet facet) {
        return facet.type().name().toLowerCase(Locale.ROOT) + " of " + facet.target();
    }
}
