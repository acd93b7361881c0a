package io.conductorloop.energy.deferral;

import static io.conductorloop.energy.deferral.Held.NOON;
import static io.conductorloop.energy.deferral.Held.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every log of held intents does. */
public abstract class HeldLogContract {
    /** An empty one. */
    protected abstract HeldLog log();

    @Test
    void showsWhatWasKeptAndNotDropped() {
        // Given
        HeldLog log = log();
        List<DeferredIntent> intents = LongStream.range(1, 500)
                .mapToObj(n -> Held.intent(n, "t" + n % 7, 5, NOON))
                .toList();

        // When
        log.keep(intents);
        log.keep(intents.subList(0, 10));
        log.drop(LongStream.range(3, 500).mapToObj(Held::id).toList());
        log.drop(List.of(id(4), id(9_999)));

        // Then
        List<DeferredIntent> shown = new ArrayList<>();
        log.forEach(shown::add);
        assertThat(shown).extracting(DeferredIntent::id).containsExactlyInAnyOrder(id(1), id(2));
        DeferredIntent one = shown.stream()
                .filter(intent -> intent.id().equals(id(1)))
                .findFirst()
                .orElseThrow();
        assertThat(one.key()).isEqualTo("oran/t1");
        assertThat(one.bytes()).isEqualTo(intents.getFirst().bytes());
        assertThat(one.priority()).isEqualTo(5);
        assertThat(Held.text(one.headers()))
                .isEqualTo(Held.text(intents.getFirst().headers()));
    }
}
