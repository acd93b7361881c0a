package io.conductorloop.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags and words of a command line, read as Go's flag package reads them: one dash or two, {@code -name value} or {@code
 * -name=value}, switches without a value or with {@code =true} and {@code =false}, the last of several counts.
 */
final class FlagValues {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    private final Map<Flag, List<String>> values = new EnumMap<>(Flag.class);
    private final List<String> words = new ArrayList<>();

    static FlagValues parse(List<String> arguments, Set<Flag.Group> allowed) {
        return parse(arguments, allowed, Set.of());
    }

    /** @throws LauncherException for a flag that is not among {@code allowed} or {@code also}, or a value it cannot have */
    static FlagValues parse(List<String> arguments, Set<Flag.Group> allowed, Set<Flag> also) {
        FlagValues result = new FlagValues();
        int next = 0;
        while (next < arguments.size()) {
            String argument = arguments.get(next++);
            if (argument.equals("--")) {
                result.words.addAll(arguments.subList(next, arguments.size()));
                break;
            }
            if (!argument.startsWith("-") || argument.equals("-")) {
                result.words.add(argument);
                continue;
            }
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            @Nullable String value = equals < 0 ? null : body.substring(equals + 1);
            Flag flag = Flag.named(name)
                    .filter(known -> allowed.contains(known.group()) || also.contains(known))
                    .orElseThrow(() -> usage("There is no flag -" + name + " here"));
            if (value == null && flag.kind() == Flag.Kind.SWITCH) {
                value = "true";
            }
            if (value == null) {
                if (next == arguments.size()) {
                    throw usage("The flag -" + name + " needs a value");
                }
                value = arguments.get(next++);
            }
            result.add(flag, value);
        }
        return result;
    }

    private void add(Flag flag, String value) {
        boolean fits = switch (flag.kind()) {
            case SWITCH -> TRUE.contains(value) || FALSE.contains(value);
            case TEXT -> true;
            case DURATION -> GoDuration.parse(value).isPresent();
            case COUNT -> value.matches("\\d{1,9}") && Integer.parseInt(value) > 0;
            case PORT -> value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535;
        };
        if (!fits) {
            throw usage("The flag -" + flag.text() + " cannot be \"" + value + "\"");
        }
        values.computeIfAbsent(flag, _ -> new ArrayList<>()).add(value);
    }

    boolean given(Flag flag) {
        return values.containsKey(flag);
    }

    Set<Flag> flags() {
        return values.keySet();
    }

    boolean on(Flag flag) {
        return text(flag).map(TRUE::contains).orElse(false);
    }

    Optional<String> text(Flag flag) {
        return all(flag).isEmpty() ? Optional.empty() : Optional.of(all(flag).getLast());
    }

    List<String> all(Flag flag) {
        return values.getOrDefault(flag, List.of());
    }

    Optional<Integer> number(Flag flag) {
        return text(flag).map(Integer::valueOf);
    }

    Optional<Duration> duration(Flag flag) {
        return text(flag).flatMap(GoDuration::parse);
    }

    /** What is no flag, in order. */
    List<String> words() {
        return words;
    }

    static LauncherException usage(String message) {
        return new LauncherException(ExitCode.USAGE, message + "; ./conductor-loop -help lists all");
    }
}
