package io.conductorloop.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the flags for running the suite become: folders, addresses, ports, and properties of the services. */
final class SuiteFlags {
    static final String DEFAULT_DATA = "./.conductor-loop";

    /** In place of a program: a Porch that is none. */
    private static final String FAKE = "fake";

    private static final Duration MIN_DEBOUNCE = Duration.ofMillis(10);
    private static final Duration MAX_DEBOUNCE = Duration.ofSeconds(5);
    private static final Duration MIN_PERIOD = Duration.ofMillis(100);
    private static final Duration MAX_PERIOD = Duration.ofHours(1);

    private SuiteFlags() {}

    static SuiteOptions options(FlagValues flags) {
        List<String> notes = new ArrayList<>();
        flags.flags().stream()
                .filter(flag -> flag.group() == Flag.Group.DEAD)
                .forEach(flag -> notes.add("-" + flag.text() + " has " + flag.meaning()));
        Flag handoff = flags.on(Flag.USE_PROCESSOR) ? Flag.HANDOFF_DIR : Flag.HANDOFF;
        boolean once = flags.on(Flag.ONCE);
        return new SuiteOptions(
                once,
                flags.text(handoff).orElse("./handoff"),
                flags.text(Flag.OUT).orElse("./out"),
                flags.text(Flag.DATA).orElse(DEFAULT_DATA),
                flags.text(Flag.FROM),
                flags.text(Flag.KAFKA),
                flags.text(Flag.REDIS),
                flags.text(Flag.PORCH).filter(FAKE::equals).isPresent(),
                ports(flags, once),
                properties(flags, notes),
                notes);
    }

    /** A run over the backlog takes free ports, so that it never meets a suite that is up. */
    private static Map<ServiceName, Integer> ports(FlagValues flags, boolean once) {
        String choice = flags.text(Flag.PORTS).orElse(once ? "free" : "default");
        if (!Set.of("default", "free").contains(choice)) {
            throw FlagValues.usage("The flag -ports is default or free, not \"" + choice + "\"");
        }
        Map<ServiceName, Integer> ports = new EnumMap<>(ServiceName.class);
        for (ServiceName service : services(flags, once)) {
            Flag flag = switch (service) {
                case INGEST -> Flag.INGEST_PORT;
                case VALIDATION -> Flag.VALIDATION_PORT;
                case EXECUTOR -> Flag.EXECUTOR_PORT;
                case ML -> Flag.ML_PORT;
                case ENERGY -> Flag.ENERGY_PORT;
            };
            ports.put(service, flags.number(flag).orElse(choice.equals("free") ? 0 : service.defaultPort()));
        }
        return ports;
    }

    /** A run over the backlog is too short for advice. */
    private static Set<ServiceName> services(FlagValues flags, boolean once) {
        Set<ServiceName> services = EnumSet.copyOf(ServiceName.CARRYING);
        String without = flags.text(Flag.WITHOUT).orElse("none");
        if (!Set.of("none", "ml", "energy", "both").contains(without)) {
            throw FlagValues.usage("The flag -without is ml, energy or both, not \"" + without + "\"");
        }
        if (!once && Set.of("none", "energy").contains(without)) {
            services.add(ServiceName.ML);
        }
        if (!once && Set.of("none", "ml").contains(without)) {
            services.add(ServiceName.ENERGY);
        }
        return services;
    }

    private static Map<String, String> properties(FlagValues flags, List<String> notes) {
        Map<String, String> properties = new LinkedHashMap<>();
        flags.text(Flag.PORCH).filter(program -> !program.equals(FAKE)).ifPresent(program -> {
            properties.put("conductor.executor.store.kind", "porch-cli");
            properties.put("conductor.executor.store.porch-cli.command", program);
        });
        flags.text(Flag.MODE).ifPresent(mode -> {
            if (!Set.of("direct", "structured").contains(mode)) {
                throw new LauncherException(
                        ExitCode.FAILURE, "The flag -mode is direct or structured, not \"" + mode + "\"");
            }
            properties.put("conductor.executor.store.porch-cli.mode", mode);
        });
        flags.duration(Flag.DEBOUNCE).ifPresent(asked -> {
            Duration used = asked.compareTo(MIN_DEBOUNCE) < 0
                    ? MIN_DEBOUNCE
                    : asked.compareTo(MAX_DEBOUNCE) > 0 ? MAX_DEBOUNCE : asked;
            if (!used.equals(asked)) {
                notes.add("-debounce is " + used.toMillis() + "ms, as it may be 10ms to 5s");
            }
            properties.put("conductor.ingest.debounce", used.toMillis() + "ms");
        });
        flags.duration(Flag.PERIOD).ifPresent(period -> {
            if (!period.isZero() && (period.compareTo(MIN_PERIOD) < 0 || period.compareTo(MAX_PERIOD) > 0)) {
                throw new LauncherException(
                        ExitCode.FAILURE,
                        "The flag -period is 0 to watch by inotify, or 100ms to 1h; it cannot be "
                                + flags.text(Flag.PERIOD).orElseThrow());
            }
            properties.put("conductor.ingest.watch", period.isZero() ? "inotify" : "polling");
            if (!period.isZero()) {
                properties.put("conductor.ingest.poll-interval", period.toMillis() + "ms");
            }
        });
        flags.text(Flag.SCHEMA).ifPresent(schema -> {
            if (!Files.isReadable(Path.of(schema))) {
                throw new LauncherException(
                        ExitCode.FAILURE, "The flag -schema names a file, but \"" + schema + "\" cannot be read");
            }
            properties.put(
                    "conductor.validation.schema",
                    Path.of(schema).toAbsolutePath().toString());
        });
        flags.text(Flag.BATCH_SIZE).ifPresent(size -> properties.put("conductor.executor.batch-size", size));
        for (String pair : flags.all(Flag.SET)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw FlagValues.usage("The flag -set takes NAME=VALUE, not \"" + pair + "\"");
            }
            properties.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return properties;
    }
}
