package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.files.Claims.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
    private static final Duration LEASE = Duration.ofSeconds(10);

    @TempDir
    Path root;

    private final IntentIds ids = new IntentIds(InstantSource.system(), new Random(1));
    private final List<IntentId> claimed = new ArrayList<>();
    private HandoffFolder folder;
    private Instance instance;
    private Claims claims;

    @BeforeEach
    void claim() throws IOException {
        folder = HandoffFolder.open(root, new Random(1));
        instance = Instance.start(folder, "one", LEASE);
        claims = new Claims(folder, instance);
        for (int i = 0; i < 25; i++) {
            FileName name = FileName.of("intent-" + "n".repeat(i % 5 == 0 ? 240 : 1) + i + ".json");
            Files.writeString(Names.in(root, name), "{}");
            IntentId id = ids.next();
            assertThat(claims.claim(name, id)).isPresent();
            claimed.add(id);
        }
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    @Test
    void goesThroughItsOwnByAgeAFewAtATime() throws IOException {
        // Given
        List<IntentId> seen = new ArrayList<>();
        @Nullable IntentId last = null;

        // When
        for (List<Claim> some = claims.own(last, 10); !some.isEmpty(); some = claims.own(last, 10)) {
            assertThat(some).hasSizeLessThanOrEqualTo(10);
            some.forEach(claim -> seen.add(claim.id()));
            last = seen.getLast();
        }

        // Then
        assertThat(seen).containsExactlyElementsOf(claimed);
        assertThat(claims.countOwn()).isEqualTo(25);
    }

    @Test
    void takesOverWhatADeadInstanceHadOldestFirstAFewAtATime() throws IOException {
        // Given
        Path dead = instance.home();
        instance.close();
        instance = Instance.start(folder, "two", LEASE);
        Claims heir = new Claims(folder, instance);
        List<IntentId> taken = new ArrayList<>();

        // When
        int rounds = 0;
        while (heir.takeOver(10, claim -> taken.add(claim.id()))) {
            rounds++;
        }

        // Then
        assertThat(rounds).isEqualTo(3);
        assertThat(taken).containsExactlyElementsOf(claimed);
        assertThat(heir.countOwn()).isEqualTo(25);
        assertThat(dead).doesNotExist();
    }

    @Test
    void findsOneOfManyThatIsCalledOtherwiseThanThought() throws IOException {
        // Given
        IntentId wanted = claimed.get(20);

        // When
        Map<IntentId, Claim> found = claims.find(Map.of(wanted, List.of(), ids.next(), List.of()));

        // Then
        assertThat(found).containsOnlyKeys(wanted);
        assertThat(found.get(wanted).file().text()).endsWith("n20.json");
    }
}
