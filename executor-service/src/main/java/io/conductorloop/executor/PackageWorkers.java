package io.conductorloop.executor;

import io.conductorloop.executor.PackageStore.Site;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on virtual threads, as many at a time as {@link WorkerLimit} says, urgent and quick ones first, and never two of
 * one lane, nor more than a site takes. A job whose lane is taken or whose site is full holds no worker while it waits. All
 * batches of the process share one of these.
 */
public final class PackageWorkers {
    private final WorkerLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Job> waiting = new TreeSet<>();
    private final Set<String> takenLanes = new HashSet<>();
    private final Map<String, Integer> atSites = new HashMap<>();
    private int busy;
    private long handedIn;

    public PackageWorkers(WorkerLimit limit) {
        this.limit = limit;
    }

    /** Something to run; belongs to these workers once handed in. */
    static final class Job implements Comparable<Job> {
        private static final Comparator<Job> ORDER = Comparator.comparingInt((Job job) -> job.priority)
                .reversed()
                .thenComparing(job -> job.estimate)
                .thenComparingLong(job -> job.number);

        private final String lane;
        private final @Nullable Site site;
        private final int priority;
        private final Duration estimate;
        private final Runnable body;
        private long number;
        private @Nullable Thread thread;

        /** Body must not throw; jobs of one lane run one after the other. */
        Job(String lane, @Nullable Site site, int priority, Duration estimate, Runnable body) {
            this.lane = lane;
            this.site = site;
            this.priority = priority;
            this.estimate = estimate;
            this.body = body;
        }

        @Override
        public int compareTo(Job other) {
            return ORDER.compare(this, other);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Runs the jobs as soon as their turn comes; returns at once. */
    void handIn(Collection<Job> jobs) {
        lock.lock();
        try {
            for (Job job : jobs) {
                job.number = handedIn++;
                waiting.add(job);
            }
            startWhatMay();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a job back that has not been started; false when it has been. */
    boolean withdraw(Job job) {
        lock.lock();
        try {
            return waiting.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts a job that is running. Its lane stays taken until it has ended. */
    void interrupt(Job job) {
        lock.lock();
        try {
            if (job.thread != null) {
                job.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many jobs are running. */
    public int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** How many jobs wait for their turn. */
    public int queued() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many may run at the same time. */
    public WorkerLimit limit() {
        return limit;
    }

    private void startWhatMay() {
        while (busy < limit.current()) {
            Job next = firstInFreeLane();
            if (next == null) {
                return;
            }
            waiting.remove(next);
            takenLanes.add(next.lane);
            count(next, 1);
            busy++;
            next.thread = Thread.ofVirtual().name("package " + next.lane).start(() -> run(next));
        }
    }

    private @Nullable Job firstInFreeLane() {
        for (Job job : waiting) {
            if (!takenLanes.contains(job.lane) && hasRoom(job.site)) {
                return job;
            }
        }
        return null;
    }

    private boolean hasRoom(@Nullable Site site) {
        return site == null || atSites.getOrDefault(site.name(), 0) < site.atOnce();
    }

    private void count(Job job, int change) {
        if (job.site != null) {
            atSites.merge(job.site.name(), change, (before, more) -> before + more == 0 ? null : before + more);
        }
    }

    private void run(Job job) {
        try {
            job.body.run();
        } finally {
            lock.lock();
            try {
                job.thread = null;
                takenLanes.remove(job.lane);
                count(job, -1);
                busy--;
                startWhatMay();
            } finally {
                lock.unlock();
            }
        }
    }
}
