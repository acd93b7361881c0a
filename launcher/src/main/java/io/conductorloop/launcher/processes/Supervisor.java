package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.StartFailedException;
import io.conductorloop.launcher.DrainPlan;
import io.conductorloop.launcher.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts members, starts them again when they die, and ends them in their order. Stopping may begin in the middle of all that. */
final class Supervisor {
    private final Consumer<String> say;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    Supervisor(Consumer<String> say) {
        this.say = say;
    }

    /** A member with its history. */
    private static final class Watched {
        private final Member member;
        private final RestartPolicy policy = new RestartPolicy();
        private Instant startedAt = Instant.now();
        private @Nullable Instant dueAt;

        private Watched(Member member) {
            this.member = member;
        }
    }

    /** Starts a member; one that comes up after stopping has begun is ended at once. */
    void start(Member member) {
        Watched added = new Watched(member);
        watched.add(added);
        launch(added);
    }

    private void launch(Watched each) {
        each.startedAt = Instant.now();
        each.dueAt = null;
        if (!stopping) {
            each.member.start();
        }
        if (stopping) {
            each.member.stop(Duration.ZERO);
            throw new StartFailedException("The suite is stopping");
        }
    }

    /** Looks once after all members: says who has died, and starts again whose time has come. */
    void tend() {
        for (Watched each : List.copyOf(watched)) {
            if (stopping) {
                return;
            }
            Instant now = Instant.now();
            Instant due = each.dueAt;
            if (due != null && !now.isBefore(due)) {
                startAgain(each);
            } else if (due == null && !each.member.isAlive()) {
                await(each, Duration.between(each.startedAt, now));
            }
        }
    }

    private void startAgain(Watched each) {
        try {
            launch(each);
            say.accept(each.member.name() + " is started again");
        } catch (StartFailedException e) {
            if (!stopping) {
                say.accept(String.valueOf(e.getMessage()));
                await(each, Duration.ZERO);
            }
        }
    }

    private void await(Watched each, Duration lived) {
        if (stopping) {
            return;
        }
        Duration delay = each.policy.afterDeath(lived);
        each.dueAt = Instant.now().plus(delay);
        say.accept(each.member.name() + " has died and is started again in " + delay.toSeconds() + " s; its log: "
                + each.member.log());
    }

    /** The members' processes by the members' names. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        watched.forEach(each -> pids.put(each.member.name(), each.member.pid()));
        return pids;
    }

    /** The most often that one member has died in a row. */
    int deathsInARow() {
        return List.copyOf(watched).stream()
                .mapToInt(each -> each.policy.deaths())
                .max()
                .orElse(0);
    }

    /** Whether stopping has begun. */
    boolean isStopping() {
        return stopping;
    }

    /** Ends all members in their order. Later calls do nothing. */
    void stop() {
        stop(DrainPlan::grace);
    }

    /**
     * As {@link #stop()}, with another sharing of the time.
     *
     * @param graces the grace of the next member, from what has elapsed and how many are to stop after it
     */
    void stop(BiFunction<Duration, Integer, Duration> graces) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
        }
        List<Member> members =
                new ArrayList<>(watched.stream().map(each -> each.member).toList());
        members.sort(Comparator.comparingInt(Member::stopPlace));
        long began = System.nanoTime();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            if (!member.stop(graces.apply(elapsed, members.size() - 1 - i))) {
                say.accept(member.name() + " did not end in time and was killed; what it had not finished is done again"
                        + " at the next start");
            }
        }
    }
}
