package io.conductorloop.launcher;

import io.conductorloop.launcher.Command.Client;
import java.util.List;
import java.util.Set;

/** What the words of the command line ask for. */
public final class CommandLine {
    private static final int DEFAULT_LIMIT = 20;
    private static final Set<Flag.Group> RUNNING =
            Set.of(Flag.Group.RUN, Flag.Group.GO, Flag.Group.DEAD, Flag.Group.ANY);
    private static final Set<Flag.Group> ASKING = Set.of(Flag.Group.CLIENT, Flag.Group.ANY);

    private CommandLine() {}

    /**
     * Reads a command line: {@code [up] [flags]} as the Go program took them, or a command with its own.
     *
     * @throws LauncherException when it means nothing
     */
    public static Command parse(List<String> arguments) {
        String first = arguments.isEmpty() ? "up" : arguments.getFirst();
        boolean named = !arguments.isEmpty() && !first.startsWith("-");
        List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
        return switch (named ? first : "up") {
            case "up" -> run(rest);
            case "submit", "status", "dead", "replay" -> ask(first, rest);
            case "help" -> new Command.Help();
            case "version" -> new Command.Version();
            default -> throw FlagValues.usage("There is no command \"" + first + "\"");
        };
    }

    private static Command run(List<String> arguments) {
        FlagValues flags = FlagValues.parse(arguments, RUNNING);
        if (flags.on(Flag.HELP) || flags.on(Flag.H)) {
            return new Command.Help();
        }
        if (flags.on(Flag.VERSION)) {
            return new Command.Version();
        }
        if (!flags.words().isEmpty()) {
            throw FlagValues.usage("\"" + flags.words().getFirst() + "\" is not expected here");
        }
        return new Command.Run(SuiteFlags.options(flags));
    }

    private static Command ask(String name, List<String> arguments) {
        // The folder of a running suite is the only thing these share with running one.
        FlagValues flags = FlagValues.parse(arguments, ASKING, Set.of(Flag.DATA));
        if (flags.on(Flag.HELP) || flags.on(Flag.H)) {
            return new Command.Help();
        }
        if (flags.on(Flag.VERSION)) {
            return new Command.Version();
        }
        Client client = new Client(
                flags.text(Flag.URL),
                flags.text(Flag.DATA).orElse(SuiteFlags.DEFAULT_DATA),
                flags.text(Flag.TOKEN),
                flags.on(Flag.JSON));
        int limit = flags.number(Flag.LIMIT).orElse(DEFAULT_LIMIT);
        return switch (name) {
            case "submit" -> new Command.Submit(word(flags, "submit needs a file, or - for standard input"), client);
            case "replay" -> new Command.Replay(word(flags, "replay needs the id of a dead letter"), client);
            case "dead" ->
                flags.words().isEmpty()
                        ? new Command.ListDead(limit, client)
                        : new Command.ShowDead(word(flags, ""), client);
            default ->
                flags.words().isEmpty()
                        ? new Command.ListIntents(flags.text(Flag.STATE), flags.text(Flag.TARGET), limit, client)
                        : new Command.ShowIntent(word(flags, ""), client);
        };
    }

    private static String word(FlagValues flags, String whenMissing) {
        return switch (flags.words().size()) {
            case 0 -> throw FlagValues.usage(whenMissing);
            case 1 -> flags.words().getFirst();
            default -> throw FlagValues.usage("\"" + flags.words().get(1) + "\" is one word too many");
        };
    }
}
