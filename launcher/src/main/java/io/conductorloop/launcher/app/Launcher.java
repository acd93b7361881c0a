package io.conductorloop.launcher.app;

import io.conductorloop.launcher.Command;
import io.conductorloop.launcher.CommandLine;
import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.HelpText;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.processes.DataLock;
import io.conductorloop.launcher.processes.Installation;
import io.conductorloop.launcher.web.Asking;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What {@code ./conductor-loop} runs. Whatever goes wrong is said in a sentence, never as a stack trace. */
public final class Launcher {
    private final Terminal terminal = new Terminal(System.out, Boolean.getBoolean("conductor.terminal"));

    private Launcher() {}

    static void main(String[] args) {
        Launcher launcher = new Launcher();
        ExitCode code;
        try {
            code = launcher.carryOut(CommandLine.parse(List.of(args)));
        } catch (LauncherException e) {
            System.err.println("conductor-loop: " + e.getMessage());
            code = e.exitCode();
        }
        System.exit(code.value());
    }

    private ExitCode carryOut(Command command) {
        Asking asking = new Asking(DataLock::address, System.in);
        return switch (command) {
            case Command.Run run -> new RunCommand(installation(), run.options(), terminal).carryOut();
            case Command.Submit submit -> print(asking.submit(submit));
            case Command.ShowIntent show -> print(asking.showIntent(show));
            case Command.ListIntents list -> print(asking.listIntents(list));
            case Command.ListDead list -> print(asking.listDead(list));
            case Command.ShowDead show -> print(asking.showDead(show));
            case Command.Replay replay -> print(asking.replay(replay));
            case Command.Help _ -> print(List.of(HelpText.text()));
            case Command.Version _ -> print(List.of("conductor-loop " + version()));
        };
    }

    private ExitCode print(List<String> lines) {
        lines.forEach(terminal::say);
        return ExitCode.OK;
    }

    static String version() {
        return Objects.requireNonNullElse(Launcher.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    private static Installation installation() {
        return new Installation(Path.of(System.getProperty("conductor.home", "."))
                .toAbsolutePath()
                .normalize());
    }
}
