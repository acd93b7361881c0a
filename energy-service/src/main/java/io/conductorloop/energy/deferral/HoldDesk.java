package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.deferral.HeldIntents.Admission;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes deferred intents in: onto the log, then into the waiting room. When {@link #hold} returns, each is durable in both,
 * or was settled before. All of it may be done again with the same intents, and then changes nothing.
 */
public final class HoldDesk {
    private static final int PAGE = 200;

    /** No grid is foreseen for longer, whatever a deadline says. */
    private static final Duration FURTHEST = Duration.ofDays(7);

    private final HeldIntents held;
    private final HeldLog log;
    private final ReleasePlanner planner;
    private final GridOutlook grid;
    private final Zone zone;
    private final InstantSource clock;
    private final DeferralMetrics metrics;

    /** @param zone whose power the intents' work uses */
    public HoldDesk(
            HeldIntents held,
            HeldLog log,
            ReleasePlanner planner,
            GridOutlook grid,
            Zone zone,
            InstantSource clock,
            DeferralMetrics metrics) {
        this.held = held;
        this.log = log;
        this.planner = planner;
        this.grid = grid;
        this.zone = zone;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Takes the intents in, in their order; of several copies of one, the first. */
    public void hold(List<DeferredIntent> intents) {
        Map<IntentId, DeferredIntent> fresh = new LinkedHashMap<>();
        intents.forEach(intent -> fresh.putIfAbsent(intent.id(), intent));
        fresh.keySet().removeAll(held.settled(List.copyOf(fresh.keySet())));
        if (fresh.isEmpty()) {
            return;
        }
        log.keep(fresh.values());
        metrics.held(admit(fresh.values()));
    }

    /** Takes in what the log has and the waiting room lacks; it lacks all of it when it has lost its memory. */
    public void restore() {
        List<DeferredIntent> some = new ArrayList<>();
        int[] restored = {0};
        int[] bytes = {0};
        log.forEach(intent -> {
            some.add(intent);
            bytes[0] += intent.bytes().length;
            if (some.size() == PAGE || bytes[0] > HeldIntents.MOST_BYTES) {
                restored[0] += admit(some);
                some.clear();
                bytes[0] = 0;
            }
        });
        restored[0] += admit(some);
        held.markComplete();
        if (restored[0] > 0) {
            metrics.restored(restored[0]);
        }
    }

    /** Plans all that waits anew. Where nothing is known of the grid, plans stand as they are. */
    public void replan() {
        Instant now = clock.instant();
        IntentId before = null;
        do {
            HeldIntents.Page page = held.page(before, PAGE);
            List<HeldIntent> waiting = page.intents().stream()
                    .filter(intent -> intent.fate() instanceof Fate.Waiting)
                    .toList();
            if (grid(waiting.stream().map(intent -> intent.plan().releaseBy()).toList(), now)
                    instanceof Outlook.Expected outlook) {
                waiting.forEach(intent -> replan(intent, outlook, now));
            }
            before = page.next();
        } while (before != null);
    }

    private void replan(HeldIntent intent, Outlook.Expected outlook, Instant now) {
        ReleasePlan plan = planner.plan(intent.intent(), intent.heldAt(), outlook, now);
        if (!plan.at().equals(intent.plan().at())) {
            held.replan(intent.intent().id(), plan);
        }
    }

    private int admit(Collection<DeferredIntent> intents) {
        if (intents.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        Outlook outlook = grid(
                intents.stream().map(intent -> planner.releaseBy(intent, now)).toList(), now);
        double intensity = grid.at(zone, now).orElse(Double.NaN);
        List<HeldIntent> planned = intents.stream()
                .map(intent -> new HeldIntent(
                        intent, now, intensity, planner.plan(intent, now, outlook, now), new Fate.Waiting(), null))
                .toList();
        List<Admission> admissions = held.hold(planned);
        List<IntentId> settled = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < planned.size(); i++) {
            switch (admissions.get(i)) {
                case HELD, OUTDATED -> taken++;
                case WAITS -> {
                    // By an earlier delivery.
                }
                case SETTLED -> settled.add(planned.get(i).intent().id());
            }
        }
        if (!settled.isEmpty()) {
            log.drop(Set.copyOf(settled));
        }
        return taken;
    }

    private Outlook grid(List<Instant> releaseBy, Instant now) {
        Instant last =
                releaseBy.stream().filter(now::isBefore).max(Instant::compareTo).orElse(now);
        Instant furthest = now.plus(FURTHEST);
        return grid.from(zone, now, last.isAfter(furthest) ? furthest : last);
    }
}
