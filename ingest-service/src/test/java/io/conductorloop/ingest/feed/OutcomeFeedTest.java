package io.conductorloop.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.feed.Subscription.End;
import io.conductorloop.ingest.feed.Subscription.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutcomeFeedTest {
    private static final OutcomeFilter ALL = new OutcomeFilter(null, null);
    private static final Target ODU = new Target("oran-odu", "odu-high-phy");
    private static final Target UPF = new Target("core", "upf");

    private final List<String> taps = new ArrayList<>();
    private final Queue<Runnable> switching = new ArrayDeque<>();
    private final OutcomeFeed feed = new OutcomeFeed(
            new OutcomeTap() {
                @Override
                public void open() {
                    taps.add("open");
                }

                @Override
                public void close() {
                    taps.add("close");
                }
            },
            switching::add,
            3);

    @Test
    void opensTheTapForTheFirstListenerAndClosesItAfterTheLast() {
        // Given
        Subscription first = feed.subscribe(ALL);
        Subscription second = feed.subscribe(ALL);
        runSwitching();
        assertThat(taps).containsExactly("open");

        // When
        first.close();
        runSwitching();
        second.close();
        second.close();
        runSwitching();

        // Then
        assertThat(taps).containsExactly("open", "close");
        assertThat(feed.listeners()).isZero();
    }

    @Test
    void leavesTheTapAloneWhenListenersCameAndWentMeanwhile() {
        feed.subscribe(ALL).close();

        runSwitching();

        assertThat(taps).isEmpty();
    }

    @Test
    void handsOutcomesToAllWhoListenAndWantThem() throws InterruptedException {
        // Given
        Subscription all = feed.subscribe(ALL);
        Subscription rejected = feed.subscribe(new OutcomeFilter(IntentState.REJECTED, null));
        Subscription upf = feed.subscribe(new OutcomeFilter(null, UPF));

        // When
        IntentFinished executed = executed(ODU);
        IntentFinished refused = finished(UPF, new Outcome.Rejected(List.of(Reason.of("json", "broken"))));
        feed.publish(executed);
        feed.publish(refused);

        // Then
        assertThat(next(all)).isEqualTo(new Next.Finished(executed));
        assertThat(next(all)).isEqualTo(new Next.Finished(refused));
        assertThat(next(rejected)).isEqualTo(new Next.Finished(refused));
        assertThat(next(upf)).isEqualTo(new Next.Finished(refused));
        assertThat(next(upf)).isEqualTo(new Next.Quiet());
    }

    @Test
    void dropsAListenerThatFallsTooFarBehindAndNobodyElse() throws InterruptedException {
        // Given
        Subscription slow = feed.subscribe(ALL);
        Subscription quick = feed.subscribe(ALL);

        // When
        for (int i = 0; i < 4; i++) {
            feed.publish(executed(ODU));
            assertThat(next(quick)).isInstanceOf(Next.Finished.class);
        }

        // Then
        assertThat(next(slow)).isEqualTo(new Next.Over(End.DROPPED));
        assertThat(feed.listeners()).isEqualTo(1);
    }

    @Test
    void sendsAllAwayAtOnceWhenTheServiceStops() {
        // Given
        Subscription waiting = feed.subscribe(ALL);
        CompletableFuture<Next> next = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.next(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        // When
        feed.close();

        // Then
        assertThat(next).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Next.Over(End.CLOSED));
        assertThat(feed.listeners()).isZero();
    }

    @Test
    void turnsAwayWhoComesTooLate() throws InterruptedException {
        feed.close();

        assertThat(next(feed.subscribe(ALL))).isEqualTo(new Next.Over(End.CLOSED));
        assertThat(switching).isEmpty();
    }

    private static Next next(Subscription subscription) throws InterruptedException {
        return subscription.next(Duration.ZERO);
    }

    private void runSwitching() {
        for (Runnable task = switching.poll(); task != null; task = switching.poll()) {
            task.run();
        }
    }

    private static IntentFinished executed(Target target) {
        return finished(target, new Outcome.Executed("oran-odu", "v1"));
    }

    private static IntentFinished finished(Target target, Outcome outcome) {
        return new IntentFinished(
                IntentId.parse("01933b7e-0000-7abc-bdef-0123456789ab"),
                Instant.EPOCH,
                "executor",
                7,
                RecordHeaders.REST_SOURCE,
                null,
                target,
                outcome);
    }
}
