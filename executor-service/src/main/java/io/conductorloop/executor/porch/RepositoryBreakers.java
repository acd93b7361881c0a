package io.conductorloop.executor.porch;

import java.util.Map;

/** The circuit breakers of the repositories. */
public interface RepositoryBreakers {
    /** By repository, for those that were called. */
    Map<String, BreakerState> states();

    /** Of one repository; closed when it was never called. */
    BreakerState state(String repository);
}
