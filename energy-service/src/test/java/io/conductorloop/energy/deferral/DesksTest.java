package io.conductorloop.energy.deferral;

import static io.conductorloop.energy.deferral.Held.NOON;
import static io.conductorloop.energy.deferral.Held.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Target;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.deferral.ReleasePlan.Why;
import io.conductorloop.energy.forecast.RecentDays;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both desks together, on a grid that is at 400 g/kWh until 14:00 and at 100 from then to 16:00. */
class DesksTest {
    private static final Zone GB = new Zone("GB");
    private static final Instant TWO = NOON.plusSeconds(7_200);
    private static final Instant EVENING = NOON.plusSeconds(6 * 3_600);

    private Instant now = NOON;
    private boolean sourceWorks = true;
    private double whenClean = 100;
    private final InMemoryHeldIntents held = new InMemoryHeldIntents(() -> now);
    private final InMemoryHeldLog log = new InMemoryHeldLog();
    private final InMemoryIntentJournal journal = new InMemoryIntentJournal();
    private final InMemoryTargetMarks accepted = new InMemoryTargetMarks();
    private final Sent sent = new Sent();
    private final GridOutlook grid =
            new GridOutlook(new TestGrid(), new RecentDays(2), new GridOutlook.Rules(Duration.ofDays(7), 0.05, 0.1));
    private int tokens;

    @Test
    void holdsUntilThePowerIsClean() {
        holding().hold(List.of(Held.intent(1, "a", 5, EVENING)));

        assertThat(held.find(id(1)).orElseThrow().plan()).satisfies(plan -> {
            assertThat(plan.at()).isEqualTo(TWO);
            assertThat(plan.releaseBy()).isEqualTo(EVENING.minusSeconds(120));
            assertThat(plan.why()).isEqualTo(Why.CLEANER_THEN);
        });
        assertThat(releasing(held).settleDue()).isZero();
        now = TWO;
        assertThat(releasing(held).settleDue()).isEqualTo(1);
        assertThat(sent.released).containsExactly(id(1));
        assertThat(onLog()).isEmpty();
        assertThat(journal.story(id(1)).getLast().state()).isEqualTo(IntentState.ACCEPTED);
        assertThat(held.tally(NOON, EVENING).gramsSaved()).isEqualTo(0.5 * (400 - 100), within(1e-9));
    }

    @Test
    void goesByDeadlineAndPriority() {
        List<DeferredIntent> intents = List.of(
                Held.intent(1, "a", 5, NOON.plusSeconds(3_600)),
                Held.intent(2, "b", 9, EVENING),
                Held.intent(3, "c", 5, null),
                Held.intent(4, "d", 8, null),
                Held.intent(5, "e", 5, NOON.minusSeconds(1)));

        holding().hold(intents);

        assertThat(why(1)).isEqualTo(Why.NOW_IS_CLEANEST);
        assertThat(why(2)).isEqualTo(Why.URGENT);
        assertThat(why(3)).isEqualTo(Why.CLEANER_THEN);
        assertThat(held.find(id(3)).orElseThrow().plan().releaseBy()).isEqualTo(NOON.plus(Duration.ofHours(5)));
        assertThat(why(4)).isEqualTo(Why.CLEANER_THEN);
        assertThat(why(5)).isEqualTo(Why.TOO_LATE);
        releasing(held).settleDue();
        assertThat(sent.released).containsExactly(id(2), id(5), id(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2330-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void aDeadlineInAnotherAgeIsADeadline(String deadline) {
        holding().hold(List.of(Held.intent(1, "a", 5, Instant.parse(deadline)), Held.intent(2, "b", 5, EVENING)));

        assertThat(why(1)).isEqualTo(Why.CLEANER_THEN);
        holding().replan();
        now = TWO;
        assertThat(releasing(held).settleDue()).isEqualTo(2);
    }

    @Test
    void waitsForNoSavingThatIsUncertain() {
        whenClean = 390;

        holding().hold(List.of(Held.intent(1, "a", 5, EVENING)));

        assertThat(why(1)).isEqualTo(Why.SAVING_UNCERTAIN);
    }

    @Test
    void plansAnewAsTheForecastChanges() {
        // Given
        holding().hold(List.of(Held.intent(1, "a", 5, EVENING)));
        whenClean = 410;

        // When
        holding().replan();

        // Then
        assertThat(releasing(held).settleDue()).isEqualTo(1);
    }

    @Test
    void keepsItsPlansWhileTheSourceFails() {
        // Given
        holding().hold(List.of(Held.intent(1, "a", 5, EVENING)));
        sourceWorks = false;

        // When
        holding().replan();
        holding().hold(List.of(Held.intent(2, "b", 5, EVENING)));

        // Then
        assertThat(held.find(id(1)).orElseThrow().plan().at()).isEqualTo(TWO);
        assertThat(why(2)).isEqualTo(Why.INTENSITY_UNKNOWN);
        now = TWO;
        releasing(held).settleDue();
        assertThat(held.find(id(1)).orElseThrow().settled().gramsSaved()).isZero();
    }

    @Test
    void aCrashAfterPublishingReleasesTheSameIntentAgainAndCountsItOnce() {
        // Given
        holding().hold(List.of(Held.intent(1, "a", 10, EVENING)));
        HeldIntents dying = new FailingHeldIntents(held);
        assertThatThrownBy(() -> releasing(dying).settleDue()).isInstanceOf(IllegalStateException.class);

        // When
        assertThat(releasing(held).settleDue()).isZero();
        now = now.plusSeconds(15);
        assertThat(releasing(held).settleDue()).isEqualTo(1);

        // Then
        assertThat(sent.released).containsExactly(id(1), id(1));
        assertThat(held.tally(NOON, EVENING).released()).isEqualTo(1);
    }

    @Test
    void whoWasHeldUpLongerThanItsClaimPublishesNothing() {
        holding().hold(List.of(Held.intent(1, "a", 10, EVENING)));
        HeldIntents slow = new SlowHeldIntents(held);

        assertThat(releasing(slow).settleDue()).isZero();

        assertThat(sent.released).isEmpty();
        assertThat(releasing(held).settleDue()).isEqualTo(1);
    }

    @Test
    void restoresFromTheLogWhatTheRoomLacksAndNothingThatWasSettled() {
        // Given
        log.keep(List.of(Held.intent(1, "a", 5, EVENING), Held.intent(2, "b", 5, EVENING)));
        holding().hold(List.of(Held.intent(3, "c", 10, EVENING)));
        releasing(held).settleDue();
        log.keep(List.of(Held.intent(3, "c", 10, EVENING)));
        assertThat(held.isComplete()).isFalse();

        // When
        holding().restore();

        // Then
        assertThat(held.isComplete()).isTrue();
        assertThat(held.size()).isEqualTo(2);
        assertThat(onLog()).containsExactly(id(1), id(2));
    }

    @Test
    void restoresNoMoreBytesAtOnceThanCanBeHeld() {
        // Given: three, of which two are more than that
        List<Integer> together = new ArrayList<>();
        HeldIntents room = new DelegatingHeldIntents(held) {
            @Override
            public List<Admission> hold(List<HeldIntent> intents) {
                together.add(intents.size());
                return super.hold(intents);
            }
        };
        byte[] half = new byte[HeldIntents.MOST_BYTES / 2 + 1];
        for (int i = 1; i <= 3; i++) {
            log.keep(List.of(Held.with(half, Held.headers(i), Held.intent(i, "t" + i, 5, EVENING))));
        }

        // When
        holding(room).restore();

        // Then
        assertThat(together).containsExactly(2, 1);
        assertThat(held.size()).isEqualTo(3);
    }

    @Test
    void aWithdrawnIntentEndsAndItsAuthorMaySayTheSameAgain() {
        // Given
        Target target = new Target("oran", "a");
        accepted.advance(Map.of(target, new Mark(1, id(1), "sha")));
        holding().hold(List.of(Held.intent(1, "a", 5, EVENING)));

        // When
        assertThat(releasing(held).cancel(id(1), "ann", "")).isPresent();

        // Then
        assertThat(sent.endings)
                .singleElement()
                .satisfies(end -> assertThat(end.outcome()).isInstanceOf(Outcome.Rejected.class));
        assertThat(accepted.read(List.of(target))).isEmpty();
        assertThat(journal.story(id(1)).getLast().state()).isEqualTo(IntentState.REJECTED);
        assertThat(releasing(held).release(id(1))).isEmpty();
    }

    private Why why(long number) {
        return held.find(id(number)).orElseThrow().plan().why();
    }

    private List<IntentId> onLog() {
        List<IntentId> ids = new ArrayList<>();
        log.forEach(intent -> ids.add(intent.id()));
        return ids;
    }

    private HoldDesk holding() {
        return holding(held);
    }

    private HoldDesk holding(HeldIntents room) {
        ReleasePlanner planner = new ReleasePlanner(
                new SchedulePlanner(1),
                new ReleasePlanner.Rules(Duration.ofHours(10), Duration.ofMinutes(2), Duration.ofMinutes(1), 9));
        return new HoldDesk(room, log, planner, grid, GB, () -> now, DeferralMetrics.NONE);
    }

    private ReleaseDesk releasing(HeldIntents room) {
        return new ReleaseDesk(
                room,
                log,
                sent,
                journal,
                accepted,
                grid,
                GB,
                new ReleaseDesk.Terms(Duration.ofSeconds(15), Duration.ofDays(1), 0.5),
                () -> "token " + tokens++,
                () -> now,
                DeferralMetrics.NONE);
    }

    private final class TestGrid implements CarbonIntensitySource {
        @Override
        public String name() {
            return "test grid";
        }

        @Override
        public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
            double[] values = new double[48];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == 26 || i == 27 ? whenClean : 400;
            }
            Instant midnight = NOON.minus(Duration.ofHours(24));
            return sourceWorks
                    ? new IntensityAnswer.Known(
                            IntensitySeries.of(midnight, Duration.ofHours(1), values), name(), false)
                    : new IntensityAnswer.Unavailable(name(), "fails");
        }
    }

    private static final class Sent implements Releases {
        private final List<IntentId> released = new ArrayList<>();
        private final List<IntentFinished> endings = new ArrayList<>();

        @Override
        public void release(Collection<DeferredIntent> intents) {
            intents.forEach(intent -> released.add(intent.id()));
        }

        @Override
        public void announce(Collection<Ending> ended) {
            ended.forEach(ending -> endings.add(ending.event()));
        }
    }

    /** Dies before it notes that anything is settled. */
    private static final class FailingHeldIntents extends DelegatingHeldIntents {
        FailingHeldIntents(HeldIntents room) {
            super(room);
        }

        @Override
        public boolean settle(HeldIntent intent, Claim claim, HeldIntent.Settled settled, Duration remembered) {
            throw new IllegalStateException("the process dies");
        }
    }

    /** Has its caller wait for longer than the claim holds. */
    private final class SlowHeldIntents extends DelegatingHeldIntents {
        SlowHeldIntents(HeldIntents room) {
            super(room);
        }

        @Override
        public List<HeldIntent> claimDue(Instant at, Claim claim, int limit) {
            List<HeldIntent> claimed = super.claimDue(at, claim, limit);
            if (!claimed.isEmpty()) {
                now = claim.until();
            }
            return claimed;
        }
    }
}
