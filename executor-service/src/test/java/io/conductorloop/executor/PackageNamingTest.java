package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackageNamingTest {
    @Test
    void namesAPackageForNamespaceAndTarget() {
        assertThat(perTarget("oran-odu", "odu-high-phy")).isEqualTo("oran-odu--odu-high-phy");
    }

    @Test
    void namesAPackageForTheNamespaceAlone() {
        assertThat(PackageNaming.NAMESPACE.packageOf(intent("oran-odu", "odu-high-phy")))
                .isEqualTo("oran-odu");
    }

    @Test
    void prefersTheNameThatTheAuthorClaims() {
        Intent intent =
                Deliveries.scaling("odu-high-phy").claiming("ran-site-7").intent();

        assertThat(PackageNaming.TARGET.packageOf(intent)).isEqualTo("ran-site-7");
        assertThat(PackageNaming.NAMESPACE.packageOf(intent)).isEqualTo("ran-site-7");
    }

    @Test
    void tellsApartWhatOneHyphenWouldJoinAlike() {
        assertThat(perTarget("a-b", "c")).isNotEqualTo(perTarget("a", "b-c"));
        assertThat(perTarget("a--b", "c")).isNotEqualTo(perTarget("a", "b--c"));
    }

    @Test
    void tellsADotFromAHyphen() {
        assertThat(perTarget("ran", "odu.high"))
                .isNotEqualTo(perTarget("ran", "odu-high"))
                .startsWith("ran--odu-high-");
    }

    @Test
    void givesDigitsToANameThatOnlyLooksHashed() {
        String hashed = perTarget("ran", "odu.high");
        String looksHashed = hashed.substring("ran--".length());

        assertThat(perTarget("ran", looksHashed)).isNotEqualTo(hashed);
    }

    @Test
    void keepsToSixtyThreeCharactersHoweverLongTheTarget() {
        String longest = "t" + "0123456789".repeat(25);

        assertThat(perTarget("n".repeat(63), longest + "a"))
                .hasSizeLessThanOrEqualTo(63)
                .isNotEqualTo(perTarget("n".repeat(63), longest + "b"));
    }

    @Test
    void givesEveryTargetItsOwnLabel() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Target> owners = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            Target target = new Target(name(random, "ab-", 4), name(random, "ab-.", random.nextInt(20) == 0 ? 100 : 5));

            String label = perTarget(target.namespace(), target.name());

            assertThat(PackageNaming.isLabel(label))
                    .as("%s, seed %d", label, seed)
                    .isTrue();
            assertThat(owners.merge(label, target, (first, _) -> first))
                    .as("%s, seed %d", label, seed)
                    .isEqualTo(target);
        }
    }

    @Test
    void knowsWhatCanNameAPackage() {
        assertThat(PackageNaming.isLabel("odu-7")).isTrue();
        assertThat(PackageNaming.isLabel("")).isFalse();
        assertThat(PackageNaming.isLabel("Odu")).isFalse();
        assertThat(PackageNaming.isLabel("../odu")).isFalse();
        assertThat(PackageNaming.isLabel("-odu")).isFalse();
        assertThat(PackageNaming.isLabel("o".repeat(64))).isFalse();
    }

    private static String name(Random random, String alphabet, int longest) {
        StringBuilder name = new StringBuilder("a");
        int length = random.nextInt(longest);
        for (int i = 0; i < length; i++) {
            name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return name.append('b').toString();
    }

    private static String perTarget(String namespace, String name) {
        return PackageNaming.TARGET.packageOf(intent(namespace, name));
    }

    private static Intent intent(String namespace, String name) {
        return Deliveries.of(IntentType.SCALING, new Target(namespace, name)).intent();
    }
}
