package io.conductorloop.evaluation.ml.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A repository that takes one revision at a time, before which packages wait in the order of the executor's {@code PackageQueues}:
 * first which has waited longest since its first intent came, a lead given for each step of the highest priority among its intents.
 * A revision takes all that came for its package until it was begun. Counts what waiting costs: each second weighted by one more
 * than the intent's priority (total weighted flow time, for which Smith 1956 gives the best order of what is there), and each intent of
 * priority 0 that waits longer than a bound.
 */
final class SlowRepository {
    private static final Comparator<Line> LONGEST_WAITING = Comparator.comparingDouble(Line::since);

    private final UrgentArrivals arrivals;
    private final double revision;
    private final double bound;
    private final List<PriorityQueue<Line>> waiting = new ArrayList<>();
    private final Map<Integer, Line> byPackage;
    private int next;
    private double free;
    private double weighted;
    private long tooLong;

    /** Priority 0 that waits, the latest first. */
    private record Lowest(double since, @Nullable Lowest earlier) {}

    /** What waits for one package: the sums of weights, and of weights times coming. */
    private record Line(
            int name,
            double since,
            int priority,
            double weight,
            double weightedSince,
            @Nullable Lowest lowest) {}

    /**
     * Nothing has come yet.
     *
     * @param revision seconds that one takes
     * @param bound seconds that priority 0 may wait
     */
    SlowRepository(UrgentArrivals arrivals, double revision, double bound) {
        this.arrivals = arrivals;
        this.revision = revision;
        this.bound = bound;
        this.byPackage = new HashMap<>();
        for (int i = 0; i <= UrgentArrivals.MOST_URGENT; i++) {
            waiting.add(new PriorityQueue<>(LONGEST_WAITING));
        }
    }

    private SlowRepository(SlowRepository other, UrgentArrivals arrivals, int next) {
        this.arrivals = arrivals;
        this.revision = other.revision;
        this.bound = other.bound;
        this.byPackage = new HashMap<>(other.byPackage);
        other.waiting.forEach(lines -> waiting.add(new PriorityQueue<>(lines)));
        this.next = next;
        this.free = other.free;
        this.weighted = other.weighted;
        this.tooLong = other.tooLong;
    }

    /** One that goes on from here by itself. */
    SlowRepository copy() {
        return new SlowRepository(this, arrivals, next);
    }

    /** One to which other intents come from here on, all of them later than what has come. */
    SlowRepository withOther(UrgentArrivals others) {
        return new SlowRepository(this, others, 0);
    }

    /** How much intents waited so far, seconds times weight, those that still wait at {@code now} included. */
    double weightedWaiting(double now) {
        double open = 0;
        for (PriorityQueue<Line> lines : waiting) {
            for (Line line : lines) {
                open += line.weight() * now - line.weightedSince();
            }
        }
        return weighted + open;
    }

    /** How many of priority 0 waited beyond the bound, those that do at {@code now} included. */
    long tooLong(double now) {
        long open = 0;
        for (PriorityQueue<Line> lines : waiting) {
            for (Line line : lines) {
                open += beyond(line, now);
            }
        }
        return tooLong + open;
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.stream().allMatch(PriorityQueue::isEmpty);
    }

    /**
     * Begins all revisions that begin before {@code until}, and takes in what comes before then.
     *
     * @param lead seconds that a step of priority is worth
     */
    void run(double until, double lead) {
        while (true) {
            if (isEmpty()) {
                if (next == arrivals.count() || arrivals.times()[next] >= until) {
                    return;
                }
                free = Math.max(free, arrivals.times()[next]);
            }
            takeIn(Math.min(free, until));
            if (free >= until) {
                return;
            }
            begin(first(lead));
        }
    }

    private void takeIn(double until) {
        while (next < arrivals.count() && arrivals.times()[next] <= until) {
            double at = arrivals.times()[next];
            int priority = arrivals.priorities()[next];
            int name = arrivals.packages()[next];
            next++;
            double weight = 1 + priority;
            Line line = byPackage.get(name);
            if (line != null) {
                waiting.get(line.priority()).remove(line);
            }
            Lowest lowest = line == null ? null : line.lowest();
            if (priority == 0) {
                lowest = new Lowest(at, lowest);
            }
            Line longer = line == null
                    ? new Line(name, at, priority, weight, weight * at, lowest)
                    : new Line(
                            name,
                            line.since(),
                            Math.max(line.priority(), priority),
                            line.weight() + weight,
                            line.weightedSince() + weight * at,
                            lowest);
            waiting.get(longer.priority()).add(longer);
            if (arrivals.packageCount() > 0) {
                byPackage.put(name, longer);
            }
        }
    }

    private Line first(double lead) {
        PriorityQueue<Line> best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int priority = waiting.size() - 1; priority >= 0; priority--) {
            Line longest = waiting.get(priority).peek();
            if (longest != null && longest.since() - lead * priority < least) {
                best = waiting.get(priority);
                least = longest.since() - lead * priority;
            }
        }
        if (best == null) {
            throw new IllegalStateException("nothing waits");
        }
        return best.remove();
    }

    private void begin(Line line) {
        byPackage.remove(line.name());
        weighted += line.weight() * free - line.weightedSince();
        tooLong += beyond(line, free);
        free += revision;
    }

    private long beyond(Line line, double now) {
        long count = 0;
        for (Lowest some = line.lowest(); some != null; some = some.earlier()) {
            count += now - some.since() > bound ? 1 : 0;
        }
        return count;
    }
}
