package io.conductorloop.executor.metrics;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.BreakerState;
import io.conductorloop.executor.porch.GitTurns;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.PorchMetrics;
import io.conductorloop.executor.porch.RepositoryBreakers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Counts in Micrometer what goes on with Porch. */
public final class MicrometerPorchMetrics implements PorchMetrics {
    private final MeterRegistry registry;

    public MicrometerPorchMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Has the registry show who waits and which repositories are left alone. */
    public static void show(
            GitTurns turns, RepositoryBreakers breakers, Collection<String> repositories, MeterRegistry registry) {
        Gauge.builder("conductor.loop.porch.waiting", turns, GitTurns::waiting)
                .description("Changes that wait for their turn at a git repository")
                .register(registry);
        for (String repository : repositories) {
            Gauge.builder("conductor.loop.porch.breaker.state", breakers, all -> number(all.state(repository)))
                    .description("0: calls go to the repository; 1: a few; 2: none")
                    .tag("repository", repository)
                    .register(registry);
        }
    }

    /** Has the registry show how many intents wait for people. */
    public static void show(IntSupplier proposed, MeterRegistry registry) {
        Gauge.builder("conductor.loop.porch.proposed", proposed, IntSupplier::getAsInt)
                .description("Intents that wait until a person decides about a revision")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void called(PorchCall call, Answer<?> answer, Duration took) {
        Timer.builder("conductor.loop.porch.call.duration")
                .description("A call to Porch")
                .tag("call", call.name().toLowerCase(Locale.ROOT))
                .tag("answer", word(answer))
                .register(registry)
                .record(took);
    }

    private static double number(BreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private static String word(Answer<?> answer) {
        return switch (answer) {
            case Answer.Done<?> _ -> "done";
            case Answer.Absent<?> _ -> "absent";
            case Answer.Refused<?> _ -> "refused";
            case Answer.Unknown<?> _ -> "unknown";
            case Answer.Away<?> _ -> "away";
        };
    }
}
