package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitedForecasterTest {
    private static final double[] LOADS = Loads.daily(600, 100, 0.1, 31);

    @Test
    void saysWhatTheModelSays() {
        // Given
        QuantileForecaster alone = new CalibratedForecaster(new Ewma(0.5));
        TimeLimitedForecaster limited = new TimeLimitedForecaster(new CalibratedForecaster(new Ewma(0.5)));

        for (double load : LOADS) {
            // When
            alone.observe(load);
            limited.observe(load);

            // Then
            assertThat(limited.forecast()).isEqualTo(alone.forecast());
            assertThat(limited.quantile(0.9)).isEqualTo(alone.quantile(0.9));
        }
        assertThat(limited.name()).isEqualTo(alone.name());
    }

    @Test
    void aModelThatHangsIsWaitedForOnceAndSeesLaterWhatItMissed() {
        // Given
        Hanging model = new Hanging();
        TimeLimitedForecaster limited = new TimeLimitedForecaster(model);
        limited.observe(1);

        // When
        model.hangs = true;
        long before = System.nanoTime();
        limited.observe(2);
        double first = limited.forecast();
        for (int load = 3; load < 1_000; load++) {
            limited.observe(load);
            assertThat(limited.quantile(0.9)).isNaN();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        // Then
        assertThat(first).isNaN();
        assertThat(took).isLessThan(Duration.ofSeconds(1));

        // When
        model.release.countDown();

        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(limited.forecast()).isEqualTo(999));
        assertThat(model.seen).hasSize(999).startsWith(1.0, 2.0, 3.0).endsWith(999.0);
    }

    @Test
    void aModelThatThrowsIsNoModelThatHangs() {
        TimeLimitedForecaster limited = new TimeLimitedForecaster(new Hanging() {
            @Override
            public double forecast() {
                throw new IllegalStateException("as the test wants");
            }

            @Override
            public double quantile(double level) {
                return 3;
            }
        });

        assertThatThrownBy(limited::forecast).hasRootCauseMessage("as the test wants");
        assertThat(limited.quantile(0.5)).isEqualTo(3);
    }

    /** Says the last load; hangs in the middle of being shown one, when it is to. */
    private static class Hanging implements QuantileForecaster {
        final CountDownLatch release = new CountDownLatch(1);
        final List<Double> seen = Collections.synchronizedList(new ArrayList<>());
        volatile boolean hangs;

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public double forecast() {
            return seen.isEmpty() ? 0 : seen.getLast();
        }

        @Override
        public double quantile(double level) {
            return forecast();
        }

        @Override
        public void observe(double load) {
            if (hangs) {
                try {
                    release.await();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            }
            seen.add(load);
        }
    }
}
