package io.conductorloop.contracts;

import java.util.List;

/**
 * The record headers: CloudEvents 1.0 attributes in the Kafka protocol binding's binary mode, and what the pipeline adds.
 * Every value is UTF-8 text.
 */
public final class RecordHeaders {
    /** CloudEvents version, always {@link #SPEC_VERSION_1}. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The {@link IntentId}. */
    public static final String ID = "ce_id";

    /** One of {@link EventTypes}. */
    public static final String TYPE = "ce_type";

    /** Where the intent came in: {@code /ingest/<folder id>} for a file, {@code /ingest/rest} for a REST call. */
    public static final String SOURCE = "ce_source";

    /** The file's name, for an intent that came as a file; percent-encoded outside printable ASCII. */
    public static final String SUBJECT = "ce_subject";

    /** When the intent was claimed, RFC 3339. */
    public static final String TIME = "ce_time";

    /** The media type of the record's value. */
    public static final String CONTENT_TYPE = "content-type";

    /** SHA-256 of the intent's bytes, 64 lower-case hexadecimal digits. */
    public static final String SHA256 = "sha256";

    /** The intent's offset in {@link Topics#RECEIVED}, decimal; set from {@link Topics#ACCEPTED} on. */
    public static final String SEQUENCE = "sequence";

    /** W3C trace context; the trace id is the intent id's 32 hexadecimal digits. */
    public static final String TRACEPARENT = "traceparent";

    /** The correlation id that the intent's author gave, where there is one; at most 1 KiB of it. */
    public static final String CORRELATION_ID = "correlation-id";

    /** On {@link Topics#RETRY}: how often execution has been tried, decimal. */
    public static final String ATTEMPT = "attempt";

    /** On {@link Topics#RETRY}: not before this time, RFC 3339. */
    public static final String NOT_BEFORE = "not-before";

    /** On an intent that was replayed from the dead letters: the id of the intent it replays. */
    public static final String REPLAY_OF = "replay-of";

    /** On {@link Topics#PROPOSED}: the package revision about which somebody is to decide. */
    public static final String PROPOSAL = "proposal";

    /** On {@link Topics#PROPOSED}: {@code true} when the intent takes effect in that revision, {@code false} when it waits behind. */
    public static final String INCLUDED = "included";

    /** On {@link Topics#HELD} and {@link Topics#PROPOSED}: the key that the intent's record has on every other topic. */
    public static final String RECORD_KEY = "record-key";

    /** On {@link Topics#DEAD}: why, in one line. */
    public static final String FAILURE = "failure";

    /** The value of {@link #SPEC_VERSION}. */
    public static final String SPEC_VERSION_1 = "1.0";

    /** The value of {@link #CONTENT_TYPE} on every topic. */
    public static final String JSON = "application/json";

    /** The value of {@link #SOURCE} for intents that came by REST. */
    public static final String REST_SOURCE = "/ingest/rest";

    /** What {@link #SOURCE} starts with for intents that came as a file; the folder's id follows. */
    public static final String FOLDER_SOURCE_PREFIX = "/ingest/folder/";

    /** All header names. */
    public static final List<String> ALL = List.of(
            SPEC_VERSION,
            ID,
            TYPE,
            SOURCE,
            SUBJECT,
            TIME,
            CONTENT_TYPE,
            SHA256,
            SEQUENCE,
            TRACEPARENT,
            CORRELATION_ID,
            ATTEMPT,
            NOT_BEFORE,
            PROPOSAL,
            INCLUDED,
            REPLAY_OF,
            RECORD_KEY,
            FAILURE);

    private RecordHeaders() {}
}
