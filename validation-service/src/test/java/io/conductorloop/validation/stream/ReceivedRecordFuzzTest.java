package io.conductorloop.validation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.validation.ReceivedIntent;
import io.conductorloop.validation.ReproducibleFindings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a record's key and headers say, it is read, and as what it says. */
@ExtendWith(ReproducibleFindings.class)
class ReceivedRecordFuzzTest {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 80;

    @FuzzTest(maxDuration = "4s")
    void readsWhateverComes(FuzzedDataProvider data) {
        byte @Nullable [] id = data.consumeBoolean() ? idLike(data) : bytesOrNone(data);
        String file = data.consumeString(LONGEST);
        byte @Nullable [] subject = data.consumeBoolean() ? percentEncoded(file).getBytes(UTF_8) : bytesOrNone(data);
        byte @Nullable [] key = bytesOrNone(data);
        Map<String, byte[]> headers = new HashMap<>();
        put(headers, RecordHeaders.ID, id);
        put(headers, RecordHeaders.SUBJECT, subject);
        put(headers, RecordHeaders.SOURCE, bytesOrNone(data));
        put(headers, RecordHeaders.SHA256, bytesOrNone(data));
        InboundRecord record = new InboundRecord(0, data.consumeLong(), key, data.consumeRemainingAsBytes(), headers);

        ReceivedRecord received = ReceivedRecord.of(record);

        String claimed = record.header(RecordHeaders.ID);
        switch (received) {
            case ReceivedRecord.Unidentified unidentified -> {
                assertThat(claimed == null || !ID.matcher(claimed).matches())
                        .as(claimed)
                        .isTrue();
                assertThat(unidentified.why()).contains(RecordHeaders.ID);
            }
            case ReceivedRecord.Identified identified -> {
                ReceivedIntent intent = identified.intent();
                assertThat(claimed).matches(ID);
                assertThat(intent.id()).hasToString(claimed.toLowerCase(Locale.ROOT));
                assertThat(intent.file() == null).isEqualTo(subject == null);
                if (percentEncoded(file).equals(record.header(RecordHeaders.SUBJECT))) {
                    assertThat(intent.file()).isEqualTo(new String(file.getBytes(UTF_8), UTF_8));
                }
                if (intent.target() != null) {
                    assertThat(intent.target().key()).isEqualTo(record.keyText());
                }
                assertThat(intent.sequence()).isEqualTo(record.offset());
                assertThat(intent.bytes()).isSameAs(record.value());
            }
        }
    }

    /** Close enough to an id to get past the first look. */
    private static byte[] idLike(FuzzedDataProvider data) {
        StringBuilder id = new StringBuilder("018f3c2e-7a10-7b44-9c8e-5d1f0a2b3c4d");
        for (int i = data.consumeInt(0, 4); i > 0; i--) {
            id.setCharAt(data.consumeInt(0, id.length() - 1), data.consumeChar());
        }
        return id.toString().getBytes(UTF_8);
    }

    private static byte @Nullable [] bytesOrNone(FuzzedDataProvider data) {
        return data.consumeBoolean() ? data.consumeBytes(LONGEST) : null;
    }

    private static void put(Map<String, byte[]> headers, String name, byte @Nullable [] value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** As the Kafka binding of CloudEvents wants it. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (b > ' ' && b < 0x7F && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return encoded.toString();
    }
}
