package io.conductorloop.launcher.app;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.SuiteOptions;
import io.conductorloop.launcher.processes.Handoff;
import io.conductorloop.launcher.processes.Installation;
import io.conductorloop.launcher.processes.Suite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Runs the suite, until it is told to end or until the backlog is done. */
final class RunCommand {
    private static final Duration LOOK_AFTER = Duration.ofMillis(250);

    private final Installation installation;
    private final SuiteOptions options;
    private final Terminal terminal;

    RunCommand(Installation installation, SuiteOptions options, Terminal terminal) {
        this.installation = installation;
        this.options = options;
        this.terminal = terminal;
    }

    ExitCode carryOut() {
        options.notes().forEach(terminal::say);
        Handoff handoff = new Handoff(absolute(options.handoff()));
        handoff.prepare();
        options.from()
                .ifPresent(source -> terminal.say("Copied " + handoff.copyFrom(absolute(source)) + " intents from "
                        + source + " to " + options.handoff()));
        if (options.once() && !handoff.hasWork()) {
            terminal.say("Nothing to do: there is no intent-*.json in " + handoff.folder());
            return ExitCode.OK;
        }
        try (Suite suite = Suite.on(installation, options, terminal::say)) {
            Interruption interruption = new Interruption(suite, options.once(), terminal);
            Runtime.getRuntime().addShutdownHook(interruption);
            ExitCode code = run(suite, interruption, handoff);
            interruption.disarm();
            return code;
        }
    }

    private ExitCode run(Suite suite, Interruption interruption, Handoff handoff) {
        try {
            long began = System.nanoTime();
            terminal.say("Starting " + (options.kafka().isEmpty() ? "Kafka, " : "")
                    + (options.redis().isEmpty() ? "Redis, " : "") + "the services; logs in "
                    + suite.logs());
            suite.start();
            String took = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
            if (options.once()) {
                terminal.say("Ready after " + took);
                return new Backlog(suite, terminal, options.handoff()).carryOut();
            }
            announce(suite, handoff, took);
            while (true) {
                suite.tend();
                Thread.sleep(LOOK_AFTER);
            }
        } catch (LauncherException e) {
            // A failure that only says that the suite is being stopped is not one.
            interruption.waitIfBegun();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private void announce(Suite suite, Handoff handoff, String took) {
        terminal.say("");
        terminal.say("Conductor Loop " + Launcher.version() + " is up after " + took);
        terminal.say("  handoff     " + handoff.folder() + "   takes intent-*.json");
        terminal.say("  packages    " + absolute(options.out()));
        terminal.say("  ingest      " + suite.url(ServiceName.INGEST) + "/api/v1/intents");
        terminal.say("  validation  " + suite.url(ServiceName.VALIDATION) + "/api/v1/validations");
        terminal.say("  executor    " + suite.url(ServiceName.EXECUTOR) + "/api/v1/dead-letters");
        if (suite.runs(ServiceName.ML)) {
            terminal.say("  ml          " + suite.url(ServiceName.ML) + "/api/v1/predictions");
        }
        if (suite.runs(ServiceName.ENERGY)) {
            terminal.say("  energy      " + suite.url(ServiceName.ENERGY) + "/api/v1/deferred");
        }
        terminal.say("  each also   /v3/api-docs   /actuator/health   /actuator/prometheus");
        suite.porch().ifPresent(url -> terminal.say("  fake Porch  " + url));
        terminal.say("  Kafka       " + suite.kafka());
        terminal.say("  Redis       " + suite.redis());
        terminal.say("  logs        " + suite.logs());
        terminal.say("Ctrl-C finishes what was taken and stops.");
    }

    private static Path absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
