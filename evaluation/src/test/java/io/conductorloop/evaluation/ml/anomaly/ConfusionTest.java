package io.conductorloop.evaluation.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {
    @Test
    void alarmsAreCounted() {
        Confusion confusion = new Confusion();
        confusion.count(true, true);
        confusion.count(true, true);
        confusion.count(true, false);
        confusion.count(false, true);
        confusion.count(false, false);

        assertThat(confusion.f1()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(confusion.falseAlarmRate()).isEqualTo(50);
        assertThat(confusion.hitRate()).isCloseTo(200.0 / 3, within(1e-9));
    }
}
