package io.conductorloop.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code -help} prints. */
public final class HelpText {
    private static final String HEAD = """
            Usage: conductor-loop [up] [flags]      run Kafka, Redis and the services until Ctrl-C
                   conductor-loop -once [flags]     process the handoff folder and end
                   conductor-loop submit FILE...    post intents; - is standard input
                   conductor-loop status [ID]       the latest intents, or one intent's story
                   conductor-loop dead [ID]         the dead letters, or one of them
                   conductor-loop replay ID         try a dead letter's intent again
                   conductor-loop bench SCENARIO    measure the whole pipeline beside the simplest one; bench alone tells how
                   conductor-loop version | help

            Flags take one dash or two, and their value behind a space or an equals sign.
            """;

    private HelpText() {}

    public static String text() {
        return HEAD
                + section("Running", Flag.Group.RUN)
                + section("From the Go program, with a meaning", Flag.Group.GO)
                + section("From the Go program, accepted", Flag.Group.DEAD)
                + section("Asking a running suite", Flag.Group.CLIENT)
                + section("Always", Flag.Group.ANY)
                + "\nExit codes:\n"
                + Arrays.stream(ExitCode.values())
                        .map(code -> "  " + code.value() + "  " + code.meaning())
                        .collect(Collectors.joining("\n"));
    }

    private static String section(String title, Flag.Group group) {
        return "\n" + title + ":\n"
                + Arrays.stream(Flag.values())
                        .filter(flag -> flag.group() == group)
                        .map(flag -> String.format(
                                Locale.ROOT,
                                "  %-28s %s%n",
                                ("-" + flag.text() + " " + flag.argument()).strip(),
                                flag.meaning()))
                        .collect(Collectors.joining());
    }
}
