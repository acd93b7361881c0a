package io.conductorloop.launcher.app;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ProgressLine;
import io.conductorloop.launcher.RunReport;
import io.conductorloop.launcher.RunSummary;
import io.conductorloop.launcher.RunTally;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.Stall;
import io.conductorloop.launcher.processes.Suite;
import io.conductorloop.launcher.web.Asking;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Watches a run over the backlog to its end and says how it went. */
final class Backlog {
    private static final Duration LOOK_AFTER = Duration.ofMillis(200);
    private static final Duration SAY_AFTER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_DEATHS = 5;

    private final Suite suite;
    private final Terminal terminal;
    private final String handoff;
    private final RunTally tally = new RunTally();

    Backlog(Suite suite, Terminal terminal, String handoff) {
        this.suite = suite;
        this.terminal = terminal;
        this.handoff = handoff;
    }

    ExitCode carryOut() throws InterruptedException {
        Instant lastSaid = Instant.now();
        Instant lastAnswer = lastSaid;
        String said = "";
        Stall stall = new Stall(lastSaid);
        while (true) {
            suite.tend();
            if (suite.deathsInARow() >= MOST_DEATHS) {
                throw new LauncherException(
                        ExitCode.FAILURE,
                        "A service dies again and again; its log in " + suite.logs()
                                + " says why. What is not finished is kept for the next run");
            }
            Instant now = Instant.now();
            RunReport report = look();
            if (report == null) {
                if (Duration.between(lastAnswer, now).compareTo(PATIENCE) > 0) {
                    throw new LauncherException(
                            ExitCode.USAGE,
                            "The ingest service does not tell its figures; its log in " + suite.logs()
                                    + " may say why. What is not finished is kept for the next run");
                }
            } else {
                lastAnswer = now;
                if (report.backlogDone()) {
                    return summary(report, now);
                }
                if (terminal.isInteractive()) {
                    terminal.draw(ProgressLine.bar(report));
                } else if (Duration.between(lastSaid, now).compareTo(SAY_AFTER) >= 0) {
                    String line = ProgressLine.plain(report);
                    if (!line.equals(said)) {
                        terminal.say(line);
                    }
                    said = line;
                    lastSaid = now;
                }
                if (stall.begins(report, now)) {
                    terminal.say("Nothing has ended for " + Stall.AFTER.toSeconds() + " s, " + report.inFlight()
                            + " are on their way; if that goes on, the logs in " + suite.logs() + " say why");
                }
            }
            Thread.sleep(LOOK_AFTER);
        }
    }

    private @Nullable RunReport look() {
        try {
            tally.add(Asking.run(suite.rest(ServiceName.INGEST)));
            return tally.total();
        } catch (LauncherException e) {
            // Being started again; how long that may take is decided above.
            return null;
        }
    }

    private ExitCode summary(RunReport report, Instant now) {
        Duration took = Duration.between(tally.firstStart(), now);
        RunSummary.lines(report, took, handoff).forEach(terminal::say);
        return RunSummary.exitCode(report);
    }
}
