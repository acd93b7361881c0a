package io.conductorloop.messaging.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.TraceContext;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final long SEED = 42;

    private final Random random = new Random(SEED);
    private final List<Span> spans = new ArrayList<>();
    private final Tracing tracing = traced(1);

    @Test
    void theFirstSpanOfAnIntentIsWhereItsRecordSaysThatTheTraceBegins() {
        // Given
        IntentId id = id();
        String hex = id.toString().replace("-", "");

        // When
        tracing.took(Step.RECEIVE, id, NOW.minusMillis(5), NOW, "received");

        // Then
        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.context().traceparent()).isEqualTo("00-" + hex + "-" + hex.substring(16) + "-01");
            assertThat(span.parent()).isZero();
        });
    }

    @Test
    void aStepStandsBelowTheFirstSpanAndIsLinkedToItsBatch() {
        // Given
        IntentId one = id();
        IntentId other = id();

        // When
        StepTrace step = tracing.begin(Step.EXECUTE);
        step.ended(one, "executed");
        step.failed(other, "failed");
        step.close();

        // Then
        assertThat(spans).hasSize(3);
        Span batch = spans.getLast();
        assertThat(batch.name()).isEqualTo("execute batch");
        assertThat(batch.links())
                .containsExactly(spans.get(0).context(), spans.get(1).context());
        assertThat(spans.subList(0, 2)).allSatisfy(span -> {
            assertThat(span.links()).containsExactly(batch.context());
            assertThat(span.name()).isEqualTo("execute");
        });
        assertThat(spans).extracting(Span::failed).containsExactly(false, true, false);
        assertThat(spans.getFirst().parent()).isEqualTo(TraceContext.of(one).span());
        assertThat(spans.getFirst().context().traceId())
                .isEqualTo(TraceContext.of(one).traceId());
        assertThat(batch.context().traceId()).isNotEqualTo(TraceContext.of(one).traceId());
    }

    @Test
    void aCallCarriesTheSpanThatItBelongsTo() {
        // Given
        IntentId id = id();
        StepTrace step = tracing.begin(Step.WRITE);

        // When
        String carried = step.traceparent(id);
        step.ended(id, "in-revision");

        // Then
        assertThat(carried).isEqualTo(spans.getFirst().context().traceparent());
    }

    @Test
    void everyServiceChoosesTheSameShareOfIntents() {
        // Given
        Tracing here = traced(0.1);
        Tracing there = traced(0.1);
        Tracing more = traced(0.5);
        List<IntentId> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(id());
        }

        // When
        List<IntentId> chosen = ids.stream().filter(here::samples).toList();

        // Then
        assertThat((double) chosen.size() / ids.size()).as("seed " + SEED).isCloseTo(0.1, within(0.01));
        assertThat(chosen).allMatch(there::samples).allMatch(more::samples);
    }

    @Test
    void leavesNothingOfWhatIsNotSampled() {
        // Given
        Tracing few = traced(0.000_000_001);
        IntentId id = id();

        // When
        StepTrace step = few.begin(Step.VALIDATE);
        step.ended(id, "accepted");
        step.close();
        few.took(Step.RECEIVE, id, NOW, NOW, "received");

        // Then
        assertThat(step.traceparent(id)).isNull();
        assertThat(spans).isEmpty();
    }

    @Test
    void offItAllocatesNothing() {
        // Given
        IntentId id = id();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        passOff(id, 20_000);

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        long empty = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        passOff(id, 100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - empty;

        // Then
        assertThat(allocated).isLessThan(1_000);
    }

    private static void passOff(IntentId id, int times) {
        for (int i = 0; i < times; i++) {
            StepTrace step = Tracing.OFF.begin(Step.EXECUTE);
            if (step.isOn() || step.traceparent(id) != null) {
                throw new AssertionError("on");
            }
            step.ended(id, "executed");
            step.close();
            Tracing.OFF.took(Step.RECEIVE, id, NOW, NOW, "received");
        }
    }

    private Tracing traced(double share) {
        return new Tracing(share, spans::add, InstantSource.fixed(NOW), random);
    }

    private IntentId id() {
        long high = NOW.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        return new IntentId(new UUID(high, random.nextLong() >>> 2 | 1L << 63));
    }
}
