package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.executor.PackageWorkers.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackageWorkersTest {
    private final WorkerLimit limit = new WorkerLimit(2, 2);
    private final PackageWorkers workers = new PackageWorkers(limit);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void letEverythingEnd() {
        gate.countDown();
        await().until(() -> workers.busy() == 0);
    }

    @Test
    void runsNoMoreThanTheLimitAtATime() {
        workers.handIn(List.of(waiting("a"), waiting("b"), waiting("c")));

        assertThat(workers.busy()).isEqualTo(2);
        assertThat(workers.queued()).isEqualTo(1);
    }

    @Test
    void usesAHigherLimitFromTheNextJobOn() {
        workers.handIn(List.of(waiting("a"), waiting("b"), waiting("c")));

        limit.change(4);
        workers.handIn(List.of(waiting("d")));

        assertThat(workers.busy()).isEqualTo(4);
    }

    @Test
    void runsJobsOfOneLaneOneAfterTheOther() {
        // Given
        AtomicInteger inLane = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            jobs.add(new Job("lane", null, 5, Duration.ZERO, () -> {
                most.accumulateAndGet(inLane.incrementAndGet(), Math::max);
                Thread.yield();
                inLane.decrementAndGet();
                ran.add("lane");
            }));
        }

        // When
        workers.handIn(jobs);

        // Then
        await().until(() -> ran.size() == 50);
        assertThat(most).hasValue(1);
    }

    @Test
    void holdsNoWorkerForAJobWhoseLaneIsTaken() {
        // Given
        workers.handIn(List.of(waiting("blocked")));

        // When
        workers.handIn(List.of(job("blocked", 5), job("free", 5)));

        // Then
        await().until(() -> ran.contains("free"));
        assertThat(workers.queued()).isEqualTo(1);
    }

    @Test
    void holdsNoWorkerForAJobWhoseSiteIsFull() {
        // Given
        PackageStore.Site site = new PackageStore.Site("edge-01", 1);
        Job first = new Job("a", site, 5, Duration.ZERO, () -> {
            try {
                gate.await();
                ran.add("a");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        workers.handIn(List.of(first));

        // When
        workers.handIn(List.of(new Job("b", site, 5, Duration.ZERO, () -> ran.add("b")), job("free", 5)));
        await().until(() -> ran.contains("free"));
        int waiting = workers.queued();
        gate.countDown();

        // Then
        await().until(() -> ran.size() == 3);
        assertThat(waiting).isEqualTo(1);
        assertThat(ran).containsExactly("free", "a", "b");
    }

    @Test
    void takesUpUrgentJobsFirstAndQuickOnesAmongEquals() {
        // Given
        limit.change(1);
        workers.handIn(List.of(waiting("first")));

        // When
        workers.handIn(List.of(
                new Job("slow", null, 5, Duration.ofSeconds(1), () -> ran.add("slow")),
                new Job("quick", null, 5, Duration.ofMillis(1), () -> ran.add("quick")),
                job("urgent", 10)));
        gate.countDown();

        // Then
        await().until(() -> ran.size() == 4);
        assertThat(ran).containsExactly("first", "urgent", "quick", "slow");
    }

    @Test
    void givesBackAJobThatHasNotStarted() {
        // Given
        limit.change(1);
        Job late = job("late", 5);
        Job running = waiting("running");
        workers.handIn(List.of(running, late));

        // When
        boolean lateIsBack = workers.withdraw(late);
        boolean runningIsBack = workers.withdraw(running);

        // Then
        assertThat(lateIsBack).isTrue();
        assertThat(runningIsBack).isFalse();
        assertThat(workers.queued()).isZero();
    }

    @Test
    void interruptsARunningJob() {
        Job stuck = waiting("stuck");
        workers.handIn(List.of(stuck));

        workers.interrupt(stuck);

        await().until(() -> ran.contains("stuck interrupted"));
    }

    @Test
    void keepsTheLimitBetweenOneAndFourTimesTheProcessors() {
        assertThat(new WorkerLimit(2, 0).current()).isEqualTo(4);
        assertThat(limit.change(100)).isEqualTo(8);
        assertThat(limit.change(-1)).isEqualTo(1);
    }

    @Test
    void followsAdviceWithinTheBoundsAndFallsBackToWhatIsConfigured() {
        // Given
        int[] advice = {0};
        WorkerLimit advised = new WorkerLimit(2, 3, configured -> advice[0] == 0 ? configured : advice[0]);

        // Then
        assertThat(advised.current()).isEqualTo(3);
        advice[0] = 6;
        assertThat(advised.current()).isEqualTo(6);
        advice[0] = 1_000_000;
        assertThat(advised.current()).isEqualTo(WorkerLimit.highest(2)).isEqualTo(8);
        advice[0] = -5;
        assertThat(advised.current()).isEqualTo(1);
        advice[0] = 0;
        assertThat(advised.current()).isEqualTo(3);
    }

    private Job job(String lane, int priority) {
        return new Job(lane, null, priority, Duration.ZERO, () -> ran.add(lane));
    }

    private Job waiting(String lane) {
        return new Job(lane, null, 5, Duration.ZERO, () -> {
            try {
                gate.await();
                ran.add(lane);
            } catch (InterruptedException _) {
                ran.add(lane + " interrupted");
            }
        });
    }
}
