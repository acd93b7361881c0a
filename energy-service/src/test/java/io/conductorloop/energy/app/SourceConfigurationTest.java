package io.conductorloop.energy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Zone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SourceConfigurationTest {
    @Test
    void theTypicalDayIsWhatThereIsWithoutAnySetting() {
        Instant now = Instant.now();

        assertThat(source(Map.of()).intensity(new Zone("anywhere"), now, now.plusSeconds(60)))
                .isInstanceOfSatisfying(IntensityAnswer.Known.class, known -> {
                    assertThat(known.source()).isEqualTo("typical-day");
                    assertThat(known.estimated()).isTrue();
                });
    }

    @Test
    void marginalIntensityDoesNotStandInForAverage() {
        assertThatThrownBy(() -> source(Map.of(
                        "conductor.energy.sources.order", "watttime,neso",
                        "conductor.energy.sources.watttime.user", "ann",
                        "conductor.energy.sources.watttime.password", "pw")))
                .hasMessageContaining("marginal");
    }

    @Test
    void namesTheSettingThatASourceLacks() {
        assertThatThrownBy(() -> source(Map.of("conductor.energy.sources.order", "file")))
                .hasMessageContaining("conductor.energy.sources.file.folder");
        assertThatThrownBy(() -> source(Map.of("conductor.energy.sources.order", "electricity-maps")))
                .hasMessageContaining("conductor.energy.sources.electricity-maps.token");
        assertThatThrownBy(() -> source(Map.of("conductor.energy.sources.order", "carbon-aware")))
                .hasMessageContaining("conductor.energy.sources.carbon-aware.url");
    }

    private static CarbonIntensitySource source(Map<String, String> settings) {
        SourceProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("conductor.energy.sources", SourceProperties.class);
        return new SourceConfiguration().carbonIntensitySource(properties, InstantSource.system());
    }
}
