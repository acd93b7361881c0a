package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Another waiting room's front, for tests that change a single thing about it. */
abstract class DelegatingHeldIntents implements HeldIntents {
    private final HeldIntents room;

    DelegatingHeldIntents(HeldIntents room) {
        this.room = room;
    }

    @Override
    public Set<IntentId> settled(Collection<IntentId> ids) {
        return room.settled(ids);
    }

    @Override
    public List<Admission> hold(List<HeldIntent> intents) {
        return room.hold(intents);
    }

    @Override
    public List<HeldIntent> claimDue(Instant now, Claim claim, int limit) {
        return room.claimDue(now, claim, limit);
    }

    @Override
    public Optional<HeldIntent> claim(IntentId id, Fate fate, Claim claim) {
        return room.claim(id, fate, claim);
    }

    @Override
    public boolean settle(HeldIntent intent, Claim claim, HeldIntent.Settled settled, Duration remembered) {
        return room.settle(intent, claim, settled, remembered);
    }

    @Override
    public void replan(IntentId id, ReleasePlan plan) {
        room.replan(id, plan);
    }

    @Override
    public Optional<HeldIntent> find(IntentId id) {
        return room.find(id);
    }

    @Override
    public Page page(IntentId before, int limit) {
        return room.page(before, limit);
    }

    @Override
    public long size() {
        return room.size();
    }

    @Override
    public Tally tally(Instant from, Instant to) {
        return room.tally(from, to);
    }

    @Override
    public boolean isComplete() {
        return room.isComplete();
    }

    @Override
    public void markComplete() {
        room.markComplete();
    }

    @Override
    public boolean takeTurn(String what, Duration time) {
        return room.takeTurn(what, time);
    }
}
