package io.conductorloop.energy.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedSourceTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Zone GB = new Zone("GB");

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aLongQuestionKeepsNobodyWaitingButWhoAsksTheSame() throws Exception {
        // Given
        CountDownLatch slow = new CountDownLatch(1);
        CachedSource source = cached((zone, from, to) -> {
            asked.incrementAndGet();
            if (Duration.between(from, to).toDays() > 1) {
                slow.await();
            }
            return known(from, 1);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<IntensityAnswer>> months = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> source.intensity(GB, NOW.minus(Duration.ofDays(90)), NOW)))
                    .toList();
            await().until(() -> asked.get() > 0);
            IntensityAnswer hour = source.intensity(GB, NOW, NOW.plus(HOUR));
            slow.countDown();

            // Then
            assertThat(hour).isInstanceOf(IntensityAnswer.Known.class);
            for (Future<IntensityAnswer> month : months) {
                assertThat(month.get()).isInstanceOf(IntensityAnswer.Known.class);
            }
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatThrowsKeepsNobodyWaitingEither() {
        CachedSource source = cached((_, _, _) -> {
            throw new IllegalStateException("broken");
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> source.intensity(GB, NOW, NOW.plus(HOUR))).hasMessage("broken");
        }
    }

    @Test
    void remembersNoMoreSlotsThanItHasRoomForAndForgetsTheOldestFirst() {
        // Given: room for 20 of them
        Instant[] now = {NOW};
        CachedSource source = new CachedSource(
                source((_, from, _) -> {
                    asked.incrementAndGet();
                    return known(from, 12_000);
                }),
                new CachedSource.Limits(HOUR, HOUR, HOUR),
                () -> now[0]);

        // When
        for (int zone = 0; zone < 100; zone++) {
            now[0] = now[0].plusSeconds(1);
            source.intensity(new Zone("zone-" + zone), NOW, NOW.plus(HOUR));
        }

        // Then
        for (int zone = 99; zone >= 80; zone--) {
            source.intensity(new Zone("zone-" + zone), NOW, NOW.plus(HOUR));
        }
        assertThat(asked).hasValue(100);
        source.intensity(new Zone("zone-79"), NOW, NOW.plus(HOUR));
        assertThat(asked).hasValue(101);
    }

    private interface Question {
        IntensityAnswer ask(Zone zone, Instant from, Instant to) throws InterruptedException;
    }

    private static CachedSource cached(Question question) {
        return new CachedSource(source(question), new CachedSource.Limits(HOUR, HOUR, HOUR), () -> NOW);
    }

    private static IntensityAnswer known(Instant from, int slots) {
        double[] values = new double[slots];
        Arrays.fill(values, 100);
        return new IntensityAnswer.Known(IntensitySeries.of(from, HOUR, values), "grid", false);
    }

    private static CarbonIntensitySource source(Question question) {
        return new CarbonIntensitySource() {
            @Override
            public String name() {
                return "grid";
            }

            @Override
            public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
                try {
                    return question.ask(zone, from, to);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
