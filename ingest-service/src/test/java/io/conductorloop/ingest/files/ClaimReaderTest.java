package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.Screening;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.files.Claims.Claim;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReaderTest {
    private static final IntentId ID = IntentId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final int MAX = 1_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "4096,true",
        "4097,true",
        "65536,true",
        "1000000,true",
        "4097,false",
        "65537,false",
        "1000000,false"
    })
    void readsFilesOfAnySizeByEitherWay(int size, boolean mapping) throws IOException {
        // Given
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        ClaimReader reader = new ClaimReader(new Screening(MAX), new Buffers(MAX, 2), mapping);

        // When
        Arrival first = reader.read(claim(content), null, 7);
        Arrival again = reader.read(claim(content), null, 7);

        // Then
        assertThat(first).isInstanceOfSatisfying(Arrival.Read.class, read -> {
            assertThat(read.intent()).isEqualTo(content);
            assertThat(read.sha256()).isEqualTo(Sha256.hex(content));
            assertThat(read.cost()).isEqualTo(7);
        });
        assertThat(((Arrival.Read) again).intent()).isEqualTo(content);
    }

    @Test
    void saysThatAFileMayNotBeRead() throws IOException {
        Arrival arrival = reader(path -> {
                    throw new AccessDeniedException(path.toString());
                })
                .read(claim(new byte[10]), null, 7);

        assertThat(arrival).isInstanceOfSatisfying(Arrival.Refused.class, refused -> {
            assertThat(refused.outcome().state()).isEqualTo(IntentState.FAILED);
            assertThat(refused.outcome().message()).contains("permission denied", "[unreadable]");
        });
    }

    @Test
    void saysThatADiskFailed() throws IOException {
        Arrival arrival = reader(path -> {
                    throw new IOException("Input/output error");
                })
                .read(claim(new byte[10]), null, 7);

        assertThat(((Arrival.Refused) arrival).outcome().message()).contains("Input/output error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Too many open files", "Too many open files in system"})
    void waitsWhileNoFileCanBeOpened(String why) throws IOException {
        // Given
        byte[] content = {1, 2, 3};
        AtomicInteger tries = new AtomicInteger();
        ClaimReader reader = reader(path -> {
            if (tries.incrementAndGet() < 3) {
                throw new FileSystemException(path.toString(), null, why);
            }
            return FileChannel.open(path);
        });

        // When
        Arrival arrival = reader.read(claim(content), null, 7);

        // Then
        assertThat(arrival)
                .isInstanceOfSatisfying(
                        Arrival.Read.class, read -> assertThat(read.intent()).isEqualTo(content));
    }

    @Test
    void refusesAFileThatGrowsEachTimeItIsRead() throws IOException {
        // Given
        Claim claim = claim(new byte[10]);
        ClaimReader reader = reader(path -> {
            Files.write(path, new byte[10], StandardOpenOption.APPEND);
            return FileChannel.open(path);
        });

        // When
        Arrival arrival = reader.read(claim, null, 7);

        // Then
        assertThat(((Arrival.Refused) arrival).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.reasons().getFirst().rule()).isEqualTo("still-being-written"));
    }

    @Test
    void readsAFileThatChangesOnceInItsLastForm() throws IOException {
        // Given
        Claim claim = claim(new byte[10]);
        boolean[] changed = {false};
        ClaimReader reader = reader(path -> {
            if (!changed[0]) {
                changed[0] = true;
                Files.writeString(path, "final");
            }
            return FileChannel.open(path);
        });

        // When
        Arrival arrival = reader.read(claim, null, 7);

        // Then
        assertThat(((Arrival.Read) arrival).intent()).asString().isEqualTo("final");
    }

    @Test
    void noticesThatAClaimIsGone() {
        Claim claim = new Claim(ID, FileName.of("intent-a.json"), folder, folder.resolve("nothing"));

        assertThat(reader(FileChannel::open).read(claim, null, 7)).isEqualTo(new Arrival.Gone(7));
    }

    private ClaimReader reader(ClaimReader.Opening opening) {
        return new ClaimReader(new Screening(MAX), new Buffers(MAX, 2), true, opening);
    }

    private Claim claim(byte[] content) throws IOException {
        Path path = Files.write(folder.resolve(ID + "~intent-a.json"), content);
        return new Claim(ID, FileName.of("intent-a.json"), folder, path);
    }
}
