package io.conductorloop.energy.app;

import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HoldDesk;
import io.conductorloop.energy.deferral.ReleaseDesk;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/**
 * What goes on in the waiting room by itself, from when the bindings are there: releases what is due, plans anew, and restores
 * what Redis has lost. Ends before the bindings do, as it publishes by them.
 */
final class WaitingRoom implements SmartLifecycle {
    private final HoldDesk holding;
    private final ReleaseDesk releasing;
    private final HeldIntents held;
    private final EnergyProperties.Deferral settings;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile List<Repeatedly> rounds = List.of();

    WaitingRoom(HoldDesk holding, ReleaseDesk releasing, HeldIntents held, EnergyProperties.Deferral settings) {
        this.holding = holding;
        this.releasing = releasing;
        this.held = held;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (running.compareAndSet(false, true)) {
            rounds = List.of(
                    Repeatedly.start("release", settings.look(), releasing::settleDue),
                    Repeatedly.start("restore", settings.look(), this::restore),
                    Repeatedly.start("replan", settings.replanEvery(), this::replan));
        }
    }

    /** By itself, as reading all of the log takes a while, and what is due is not to wait for it. */
    private void restore() {
        if (!held.isComplete() || held.takeTurn("restore", settings.restoreEvery())) {
            holding.restore();
        }
    }

    private void replan() {
        if (held.takeTurn("replan", settings.replanEvery())) {
            holding.replan();
        }
    }

    @Override
    public void stop() {
        if (running.compareAndSet(true, false)) {
            rounds.forEach(Repeatedly::close);
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** After all bindings at the start, before them at the end. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
