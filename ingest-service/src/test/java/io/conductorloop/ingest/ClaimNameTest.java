package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClaimNameTest {
    private static final IntentId ID = IntentId.parse("01890a5d-ac96-774b-bcce-b302099a8057");

    @Test
    void aClaimNamesIdAndFile() {
        FileName file = FileName.of("intent-a~b.json");

        FileName claim = ClaimName.of(ID, file);

        assertThat(claim.text()).isEqualTo(ID + "~intent-a~b.json");
        assertThat(ClaimName.parse(claim)).contains(new ClaimName(ID, file));
    }

    @Test
    void aClaimKeepsBytesThatAreNoText() {
        byte[] bytes = "intent-x.json".getBytes(StandardCharsets.US_ASCII);
        bytes[7] = (byte) 0xE4;
        FileName file = FileName.of(bytes);

        assertThat(ClaimName.parse(ClaimName.of(ID, file))).contains(new ClaimName(ID, file));
    }

    @Test
    void aNameThatDoesNotFitIsLeftToTheSidecar() {
        FileName longest = FileName.of("x".repeat(218));
        FileName tooLong = FileName.of("x".repeat(219));

        assertThat(ClaimName.of(ID, longest).length()).isEqualTo(255);
        assertThat(ClaimName.needsSidecar(longest)).isFalse();
        assertThat(ClaimName.needsSidecar(tooLong)).isTrue();
        assertThat(ClaimName.parse(ClaimName.of(ID, tooLong))).contains(new ClaimName(ID, null));
    }

    @Test
    void otherFilesAreNoClaims() {
        assertThat(ClaimName.parse(FileName.of("lease"))).isEmpty();
        assertThat(ClaimName.parse(ClaimName.sidecar(ID))).isEmpty();
        assertThat(ClaimName.parse(FileName.of("x".repeat(36) + "~a"))).isEmpty();
    }
}
