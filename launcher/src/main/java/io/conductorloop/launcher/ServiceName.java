package io.conductorloop.launcher;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The services: those that an intent passes, in flow order, then those that advise. */
public enum ServiceName {
    INGEST("ingest-service", 8080, 0),
    VALIDATION("validation-service", 8081, 1),
    EXECUTOR("executor-service", 8082, 2),
    ML("ml-service", 8083, 2),
    ENERGY("energy-service", 8084, 1);

    /** Without these no intent is carried out. */
    public static final Set<ServiceName> CARRYING =
            Collections.unmodifiableSet(EnumSet.of(INGEST, VALIDATION, EXECUTOR));

    /** The others do without these. */
    public static final Set<ServiceName> ADVISING = Collections.unmodifiableSet(EnumSet.of(ML, ENERGY));

    private final String module;
    private final int defaultPort;
    private final int stopPlace;

    ServiceName(String module, int defaultPort, int stopPlace) {
        this.module = module;
        this.defaultPort = defaultPort;
        this.stopPlace = stopPlace;
    }

    /** Its module, its folder and what people call it. */
    public String module() {
        return module;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** Who is ended first when the suite stops: what takes new intents. */
    public int stopPlace() {
        return stopPlace;
    }
}
