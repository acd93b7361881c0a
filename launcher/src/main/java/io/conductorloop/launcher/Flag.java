package io.conductorloop.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every flag, in the order of the help text. */
public enum Flag {
    ONCE(Group.RUN, Kind.SWITCH, "", "process what is in the handoff folder, print a summary and end"),
    HANDOFF(Group.RUN, Kind.TEXT, "DIR", "folder that intents are handed over in (./handoff)"),
    OUT(Group.RUN, Kind.TEXT, "DIR", "folder that packages are written to (./out)"),
    FROM(Group.RUN, Kind.TEXT, "DIR", "first copy the intents of this folder into the handoff folder"),
    DATA(Group.RUN, Kind.TEXT, "DIR", "folder of the broker, Redis and the logs (./.conductor-loop)"),
    KAFKA(Group.RUN, Kind.TEXT, "HOST:PORT", "use this Kafka instead of starting one"),
    REDIS(Group.RUN, Kind.TEXT, "URL", "use this Redis instead of starting one"),
    WITHOUT(Group.RUN, Kind.TEXT, "ml|energy|both", "services that advise and are not to run; with -once neither does"),
    PORTS(Group.RUN, Kind.TEXT, "default|free", "default: 8080 to 8084; free: whatever is free"),
    INGEST_PORT(Group.RUN, Kind.PORT, "N", "the ingest service's port; 0 takes a free one"),
    VALIDATION_PORT(Group.RUN, Kind.PORT, "N", "the validation service's port; 0 takes a free one"),
    EXECUTOR_PORT(Group.RUN, Kind.PORT, "N", "the executor service's port; 0 takes a free one"),
    ML_PORT(Group.RUN, Kind.PORT, "N", "the ml service's port; 0 takes a free one"),
    ENERGY_PORT(Group.RUN, Kind.PORT, "N", "the energy service's port; 0 takes a free one"),
    SET(
            Group.RUN,
            Kind.TEXT,
            "NAME=VALUE",
            "a property for all services, as in their application.yaml; may be repeated"),

    PORCH(
            Group.GO,
            Kind.TEXT,
            "FILE|fake",
            "the porch program: it carries intents out; fake: a Porch that is none is started"),
    MODE(Group.GO, Kind.TEXT, "direct|structured", "structured: porch is called with -structured"),
    DEBOUNCE(Group.GO, Kind.DURATION, "TIME", "how long a polled file must stand unchanged; clamped to 10ms..5s"),
    PERIOD(Group.GO, Kind.DURATION, "TIME", "0: watch by inotify; 100ms..1h: look so often"),
    BATCH_SIZE(Group.GO, Kind.COUNT, "N", "the most intents of one executor batch"),
    USE_PROCESSOR(Group.GO, Kind.SWITCH, "", "read the handoff folder from -handoff-dir"),
    HANDOFF_DIR(Group.GO, Kind.TEXT, "DIR", "the handoff folder, with -use-processor"),
    SCHEMA(Group.GO, Kind.TEXT, "FILE", "a JSON schema that intents are held to besides the contract's own"),
    ERROR_DIR(Group.DEAD, Kind.TEXT, "DIR", "no effect: what failed is in failed/ of the handoff folder"),
    BATCH_INTERVAL(Group.DEAD, Kind.DURATION, "TIME", "no effect: a batch never waits to be full"),
    PORCH_MODE(Group.DEAD, Kind.TEXT, "MODE", "no effect, as it never had one; see -mode"),
    PORCH_URL(Group.DEAD, Kind.TEXT, "URL", "no effect, as it never had one"),

    URL(Group.CLIENT, Kind.TEXT, "URL", "address of the service to ask (that of a suite running here)"),
    JSON(Group.CLIENT, Kind.SWITCH, "", "print the answer as it came"),
    STATE(Group.CLIENT, Kind.TEXT, "STATE", "status: only intents in this state"),
    TARGET(Group.CLIENT, Kind.TEXT, "NAMESPACE/NAME", "status: only intents of this target"),
    LIMIT(Group.CLIENT, Kind.COUNT, "N", "status, dead: at most so many (20)"),
    TOKEN(Group.CLIENT, Kind.TEXT, "TOKEN", "bearer token of a service that asks for one"),

    HELP(Group.ANY, Kind.SWITCH, "", "print this"),
    H(Group.ANY, Kind.SWITCH, "", "as -help"),
    VERSION(Group.ANY, Kind.SWITCH, "", "print the version");

    private final Group group;
    private final Kind kind;
    private final String argument;
    private final String meaning;

    Flag(Group group, Kind kind, String argument, String meaning) {
        this.group = group;
        this.kind = kind;
        this.argument = argument;
        this.meaning = meaning;
    }

    /** Where a flag belongs. */
    public enum Group {
        /** Ours, for running the suite. */
        RUN,
        /** The Go program's, with a meaning here. */
        GO,
        /** The Go program's, accepted and without effect. */
        DEAD,
        /** For the commands that ask a running suite. */
        CLIENT,
        ANY
    }

    /** What kind of value it takes. */
    enum Kind {
        SWITCH,
        TEXT,
        DURATION,
        COUNT,
        PORT
    }

    public Group group() {
        return group;
    }

    Kind kind() {
        return kind;
    }

    /** What stands for its value in the help text; empty for a switch. */
    public String argument() {
        return argument;
    }

    public String meaning() {
        return meaning;
    }

    /** As it is written, without dashes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Flag> named(String text) {
        return Arrays.stream(values()).filter(flag -> flag.text().equals(text)).findFirst();
    }
}
