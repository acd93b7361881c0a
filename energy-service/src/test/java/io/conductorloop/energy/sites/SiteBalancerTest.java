package io.conductorloop.energy.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteBalancerTest {
    private static final long SEED = 11;
    private final SiteBalancer balancer = new SiteBalancer(Duration.ofMillis(50));
    private final Site wind = site("wind", 1.5, 0.5, 10);
    private final Site coal = site("coal", 1.1, 1, 10);
    private final Site far = site("far", 1, 1, 51);

    @Test
    void fillsTheSiteWithTheLeastCarbonFirstAndCountsItsOverhead() {
        Allocation allocation = balancer.allocate(0.8, List.of(coal, wind), site -> site == wind ? 100 : 140);

        assertThat(allocation).isInstanceOf(Allocation.Complete.class);
        assertThat(allocation.shares().get(wind)).isEqualTo(0.5);
        assertThat(allocation.shares().get(coal)).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void givesNothingToASiteThatIsTooFarAndSaysWhatIsLeftOver() {
        Allocation allocation = balancer.allocate(2, List.of(far, wind, coal), site -> 100);

        assertThat(allocation).isEqualTo(new Allocation.Insufficient(Map.of(wind, 0.5, coal, 1.0), 0.5));
    }

    @Test
    void usesASiteOfAnUnknownGridOnlyWhenTheOthersAreFull() {
        Allocation allocation = balancer.allocate(0.5, List.of(coal, wind), site -> site == coal ? Double.NaN : 900);

        assertThat(allocation.shares()).containsOnlyKeys(wind);
    }

    @Test
    void neverOverfillsASiteAndNoMoveOfWorkWouldSaveCarbon() {
        Random chance = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            // Given
            List<Site> sites = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sites.add(site("s" + i, 1 + chance.nextDouble(), chance.nextDouble(), chance.nextInt(80)));
            }
            double[] grams = chance.doubles(5, 10, 800).toArray();

            // When
            Allocation allocation = balancer.allocate(1, sites, site -> grams[sites.indexOf(site)]);

            // Then
            allocation.shares().forEach((site, share) -> {
                assertThat(share).as("seed %d", SEED).isPositive().isLessThanOrEqualTo(site.capacity());
                assertThat(site.latency()).isLessThanOrEqualTo(Duration.ofMillis(50));
                for (Site other : sites) {
                    boolean free = allocation.shares().getOrDefault(other, 0.0) < other.capacity();
                    if (free && other.latency().toMillis() <= 50) {
                        assertThat(grams[sites.indexOf(other)] * other.pue())
                                .isGreaterThanOrEqualTo(grams[sites.indexOf(site)] * site.pue());
                    }
                }
            });
        }
    }

    @Test
    void refusesASiteThatDrawsLessThanItsMachines() {
        assertThatThrownBy(() -> site("magic", 0.9, 1, 1)).hasMessageContaining("PUE 0.9");
    }

    private static Site site(String name, double pue, double capacity, int millis) {
        return new Site(name, new Zone("DE"), pue, capacity, Duration.ofMillis(millis));
    }
}
