package io.conductorloop.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.IntentIntake;
import io.conductorloop.ingest.json.JacksonSyntax;
import io.conductorloop.testkit.Intents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class IntentSubmissionTest {
    private static final byte[] FIVE = Intents.scaling().replicas(5).bytes();
    private static final byte[] THREE = Intents.scaling().replicas(3).bytes();
    private static final Duration DAY = Duration.ofHours(24);

    private Instant now = Instant.parse("2026-11-23T18:00:00Z");
    private final RecordingIntake intake = new RecordingIntake();
    private final IntentSubmission submission = new IntentSubmission(
            new IntentIds(() -> now, new Random(7)),
            intake,
            new InMemoryIdempotencyKeys(() -> now, DAY),
            new JacksonSyntax());

    @Test
    void handsAnIntentOverAsItIs() {
        Answer answer = submit(FIVE, null);

        assertThat(answer).isEqualTo(new Answer.Taken(intake.ids().getFirst()));
        assertThat(intake.intents()).containsExactly(new String(FIVE, StandardCharsets.UTF_8));
    }

    @Test
    void givesEachIntentItsOwnIdWithoutKey() {
        assertThat(id(submit(FIVE, null))).isNotEqualTo(id(submit(FIVE, null)));
    }

    @Test
    void givesTheSameIdForTheSameKeyAndBody() {
        IntentId first = id(submit(FIVE, "k"));
        IntentId again = id(submit(FIVE.clone(), "k"));

        assertThat(again).isEqualTo(first);
        assertThat(id(submit(FIVE, "other"))).isNotEqualTo(first);
    }

    @Test
    void refusesTheSameKeyWithAnotherBody() {
        submit(FIVE, "k");

        assertThat(submit(THREE, "k")).isEqualTo(new Answer.KeyReused());
        assertThat(intake.intents()).hasSize(1);
    }

    @Test
    void forgetsAKeyAfterItsTime() {
        IntentId first = id(submit(FIVE, "k"));

        now = now.plus(DAY);

        assertThat(id(submit(FIVE, "k"))).isNotEqualTo(first);
    }

    @Test
    void keepsTheIdOfAKeyWhoseIntentWasNotPublished() {
        // Given
        intake.fullAfter(0, 1);
        assertThat(submit(FIVE, "k")).isEqualTo(new Answer.Busy(Duration.ofSeconds(3)));

        // When
        IntentId second = id(submit(FIVE, "k"));

        // Then
        assertThat(id(submit(FIVE, "k"))).isEqualTo(second);
    }

    @Test
    void doesNotBindAKeyToWhatIsNoJson() {
        assertThat(submit("{".getBytes(StandardCharsets.UTF_8), "k")).isInstanceOf(Answer.NotJson.class);

        assertThat(submit(FIVE, "k")).isInstanceOf(Answer.Taken.class);
    }

    @Test
    void tellsEachRefusalOfTheIntake() {
        intake.failWith(new IntentIntake.IntentTooLarge(10, 9));
        assertThat(submit(FIVE, null)).isEqualTo(new Answer.TooLarge(9));

        intake.failWith(new IntentIntake.IntakeStopped());
        assertThat(submit(FIVE, null)).isInstanceOf(Answer.Busy.class);
    }

    @Test
    void passesAFailureOnAsWhatItIs() {
        intake.failWith(new IllegalStateException("Kafka is broken"));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> submit(FIVE, null))
                .havingCause()
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesManyInTheirOrderAndAnswersEach() throws IOException {
        // Given
        List<Answer> answers = new ArrayList<>();
        String lines = "{\"n\":0}\nnot json\n{\"n\":2}\n";

        // When
        Answer brokenOff = bulk(Duration.ZERO).submit(lines(lines), "k", answers::add);

        // Then
        assertThat(brokenOff).isNull();
        assertThat(answers.get(0)).isInstanceOf(Answer.Taken.class);
        assertThat(answers.get(1)).isInstanceOf(Answer.NotJson.class);
        assertThat(answers.get(2)).isInstanceOf(Answer.Taken.class);
        assertThat(intake.intents()).containsExactly("{\"n\":0}", "{\"n\":2}");
    }

    @Test
    void givesEachOfManyItsOwnKeyByItsPlace() throws IOException {
        // Given
        String lines = "{\"n\":0}\n{\"n\":0}\n";
        bulk(Duration.ZERO).submit(lines(lines), "k", _ -> {});

        // When
        bulk(Duration.ZERO).submit(lines(lines), "k", _ -> {});

        // Then
        List<IntentId> ids = intake.ids();
        assertThat(ids.subList(0, 2)).doesNotHaveDuplicates();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2));
    }

    @Test
    void waitsForRoomWithoutLettingOneOvertake() throws IOException {
        // Given
        List<Answer> answers = new ArrayList<>();
        intake.fullAfter(3, 5);

        // When
        Answer brokenOff = bulk(Duration.ofSeconds(30)).submit(lines(numbered(600)), null, answers::add);

        // Then
        assertThat(brokenOff).isNull();
        assertThat(answers).hasSize(600).allMatch(Answer.Taken.class::isInstance);
        assertThat(String.join("\n", intake.intents()) + "\n").isEqualTo(numbered(600));
    }

    @Test
    void breaksOffAtTheFirstThatFindsNoRoomInTime() throws IOException {
        // Given
        List<Answer> answers = new ArrayList<>();
        intake.fullAfter(300, 0);

        // When
        Answer brokenOff = bulk(Duration.ZERO).submit(lines(numbered(600)), null, answers::add);

        // Then
        assertThat(brokenOff).isEqualTo(new Answer.Busy(Duration.ofSeconds(3)));
        assertThat(answers).hasSize(300).allMatch(Answer.Taken.class::isInstance);
        assertThat(intake.intents()).hasSize(300);
    }

    private Answer submit(byte[] intent, String key) {
        return submission.submit(new Submission(intent, key)).join();
    }

    private BulkSubmission bulk(Duration patience) {
        return new BulkSubmission(submission, patience);
    }

    private static String numbered(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{\"n\":").append(i).append("}\n");
        }
        return text.toString();
    }

    private static IntentSplitter lines(String text) {
        return IntentSplitter.lines(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new IntentSplitter.Limits(1_000, 1_000, 1_000_000));
    }

    private static IntentId id(Answer answer) {
        return ((Answer.Taken) answer).id();
    }
}
