package io.conductorloop.launcher;

/** The services, in flow order. */
public enum ServiceName {
    INGEST("ingest-service", 8080, 0),
    VALIDATION("validation-service", 8081, 1),
    EXECUTOR("executor-service", 8082, 2);

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
