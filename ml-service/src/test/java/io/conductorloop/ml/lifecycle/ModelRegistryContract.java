package io.conductorloop.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ml.lifecycle.ModelVersion.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every registry keeps to. */
public abstract class ModelRegistryContract {
    protected static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456789Z");

    /** A new registry that keeps {@code most} versions. */
    protected abstract ModelRegistry registry(int most);

    protected static ModelVersion version(int number, State state) {
        return new ModelVersion(number, state, NOON, 1000, 0.1 * number, Math.PI);
    }

    @Test
    void givesBackVersionsAndWeightsToTheBit() {
        // Given
        ModelRegistry registry = registry(5);
        byte[] weights = {0, -1, 127, -128, 10, 13};

        // When
        registry.add(version(1, State.CHAMPION), weights);

        // Then
        assertThat(registry.versions()).containsExactly(version(1, State.CHAMPION));
        assertThat(registry.weights(1)).hasValue(weights);
        assertThat(registry.weights(2)).isEmpty();
    }

    @Test
    void replacesWhatIsKnownOfAVersionAndIgnoresOnesItDoesNotKeep() {
        // Given
        ModelRegistry registry = registry(5);
        registry.add(version(1, State.CHAMPION), new byte[] {1});

        // When
        registry.update(List.of(version(1, State.RETIRED), version(7, State.CHAMPION)));

        // Then
        assertThat(registry.versions()).containsExactly(version(1, State.RETIRED));
        assertThat(registry.weights(1)).hasValue(new byte[] {1});
    }

    @Test
    void dropsRefusedVersionsBeforeRetiredOnesAndNeverTheChampion() {
        // Given
        ModelRegistry registry = registry(2);
        registry.add(version(1, State.CHAMPION), new byte[] {1});
        registry.add(version(2, State.RETIRED), new byte[] {2});

        // When
        registry.add(version(3, State.REFUSED), new byte[] {3});
        registry.add(version(4, State.RETIRED), new byte[] {4});

        // Then
        assertThat(registry.versions()).extracting(ModelVersion::number).containsExactly(1, 4);
        assertThat(registry.weights(1)).isPresent();
        assertThat(registry.weights(2)).isEmpty();
        assertThat(registry.weights(3)).isEmpty();
    }
}
