package io.conductorloop.contracts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What sites that learn one model together say to each other on {@link Topics#FEDERATION}. No row of a site's data is among it,
 * nor a statistic of one: how long a message is does not depend on the data.
 */
public sealed interface FederationMessage {
    /** Parameters of a model at most. */
    int MOST_PARAMETERS = 100_000;

    /** Who says it: a name that no other site has. */
    String site();

    /**
     * A site is there.
     *
     * @param version of the model that it has
     */
    record Present(String site, long version) implements FederationMessage {
        /** @throws IllegalArgumentException when something means nothing; says what */
        public Present {
            Limits.site(site);
            Limits.version(version);
        }
    }

    /**
     * The coordinator gives the model away, and invites to a round that starts from it.
     *
     * @param version how many rounds changed it
     * @param parameters of the network whose form all sites agree on
     * @param invited whose changes are awaited; nobody's when it is only told what a round came to
     */
    record Shared(String site, long version, double[] parameters, List<String> invited) implements FederationMessage {
        /** @throws IllegalArgumentException when something means nothing; says what */
        public Shared {
            Limits.site(site);
            Limits.version(version);
            Limits.parameters(parameters);
            invited = List.copyOf(invited);
            invited.forEach(Limits::site);
        }
    }

    /**
     * A site says how it would change the model. The change may be anything, no numbers among it: the coordinator sees to that.
     *
     * @param version of the model that it started from
     * @param change of each parameter
     * @param samples that it learnt on
     */
    record Changed(String site, long version, double[] change, int samples) implements FederationMessage {
        /** @throws IllegalArgumentException when something means nothing; says what */
        public Changed {
            Limits.site(site);
            Limits.version(version);
            Limits.parameters(change);
            Bounds.integer("samples", (long) samples, 0, 1_000_000);
        }
    }

    /** What holds for all of them. */
    final class Limits {
        private static final Pattern SITE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final long MOST_VERSIONS = 1_000_000_000_000L;

        private Limits() {}

        /**
         * Refuses what cannot be a site's name.
         *
         * @throws IllegalArgumentException when no site has that name
         */
        public static void site(String name) {
            if (!SITE.matcher(name).matches()) {
                throw new IllegalArgumentException("a site's name must be 1 to 64 of A-Z a-z 0-9 . _ -");
            }
        }

        private static void version(long version) {
            Bounds.integer("version of the model", version, 0, MOST_VERSIONS);
        }

        private static void parameters(double[] parameters) {
            Bounds.integer("the number of parameters", (long) parameters.length, 1, MOST_PARAMETERS);
        }
    }
}
