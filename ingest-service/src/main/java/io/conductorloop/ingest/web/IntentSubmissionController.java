package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.submission.Answer;
import io.conductorloop.ingest.submission.BulkSubmission;
import io.conductorloop.ingest.submission.IntentSplitter;
import io.conductorloop.ingest.submission.IntentSubmission;
import io.conductorloop.ingest.submission.Submission;
import io.conductorloop.web.BoundedBody;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes intents, one or many, and answers when they are durable. */
@RestController
@Tag(name = "Intents", description = "Submit network intents and see how they stand")
public class IntentSubmissionController {
    private static final String NDJSON = "application/x-ndjson";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
    private static final String KEY_DESCRIPTION =
            "1 to 128 visible ASCII characters. The same key with the same body gives"
                    + " the same id for 24 hours, however often it is sent; with another body 422.";

    private final IntentSubmission submission;
    private final BulkSubmission bulk;
    private final SubmissionLimits limits;

    public IntentSubmissionController(IntentSubmission submission, BulkSubmission bulk, SubmissionLimits limits) {
        this.submission = submission;
        this.bulk = bulk;
        this.limits = limits;
    }

    @PostMapping(
            path = "/api/v1/intents",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit one intent, or an array of them",
            description =
                    "An object is one intent and answers with its receipt; an array is taken like NDJSON. Answered"
                            + " once the intent is durable in Kafka. Only the JSON syntax is checked here: whether the intent is"
                            + " valid is told under its id. The bytes are kept exactly as sent.")
    @RequestBody(
            description = "The intent, or an array of intents",
            required = true,
            content = @Content(schema = @Schema(type = "object", description = "See /api/v1/schemas/intent")))
    @ApiResponse(
            responseCode = "202",
            description = "Durable; Location names the intent",
            content = @Content(schema = @Schema(oneOf = {Receipt.class, BulkReceipt.class})))
    @ApiResponse(responseCode = "400", description = "Not JSON at all", content = @Content)
    @ApiResponse(responseCode = "413", description = "Larger than may be", content = @Content)
    @ApiResponse(responseCode = "422", description = "The key was used before with another body", content = @Content)
    @ApiResponse(
            responseCode = "503",
            description = "No room, or Kafka or Redis is away; try again",
            content = @Content)
    CompletableFuture<ResponseEntity<?>> submit(
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(description = KEY_DESCRIPTION) @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable
                    String key)
            throws IOException {
        String checkedKey = checked(key);
        refuseLongerThan(limits.bulk(), request);
        Peeked body = peek(request.getInputStream());
        if (body.first() == '[') {
            return CompletableFuture.completedFuture(
                    submitAll(IntentSplitter.array(body.whole(), splitterLimits()), checkedKey));
        }
        refuseLongerThan(limits.intent(), request);
        byte[] intent = BoundedBody.of(body.whole(), limits.intent()).readAllBytes();
        return submission.submit(new Submission(intent, checkedKey)).thenApply(answer -> {
            IntentId id = Answers.taken(answer);
            return ResponseEntity.accepted().location(Links.intent(id)).body(Receipt.of(id));
        });
    }

    @PostMapping(path = "/api/v1/intents", consumes = NDJSON, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit many intents, one a line",
            description = "Each line is one intent and is judged on its own; the answer lists them in order. With an"
                    + " Idempotency-Key each intent has the key and its place as its own key, so the whole call may be"
                    + " sent again.")
    @ApiResponse(
            responseCode = "202",
            description = "At least one intent is durable; items tell of each",
            content = @Content(schema = @Schema(implementation = BulkReceipt.class)))
    ResponseEntity<?> submitLines(
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(description = KEY_DESCRIPTION) @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable
                    String key)
            throws IOException {
        refuseLongerThan(limits.bulk(), request);
        return submitAll(IntentSplitter.lines(request.getInputStream(), splitterLimits()), checked(key));
    }

    private ResponseEntity<?> submitAll(IntentSplitter intents, @Nullable String key) throws IOException {
        List<BulkReceipt.Item> items = new ArrayList<>();
        List<ProblemException> problems = new ArrayList<>();
        Answer brokenOff = bulk.submit(intents, key, answer -> {
            ProblemException problem = Answers.problem(answer);
            items.add(item(items.size(), answer, problem));
            if (problem != null) {
                problems.add(problem);
            }
        });
        ProblemException last = brokenOff == null ? null : Answers.problem(brokenOff);
        if (last != null) {
            problems.add(last);
        }
        int accepted =
                (int) items.stream().filter(item -> item.problem() == null).count();
        int refused = items.size() - accepted;
        var receipt = new BulkReceipt(
                accepted, refused, items, brokenOff == null ? null : item(items.size(), brokenOff, last));
        return accepted > 0 ? ResponseEntity.accepted().body(receipt) : refusal(receipt, problems);
    }

    /** When nothing was taken, the call itself fails: a caller who looks at the status alone must not be misled. */
    private static ResponseEntity<?> refusal(BulkReceipt receipt, List<ProblemException> problems) {
        if (problems.isEmpty()) {
            throw ProblemException.badRequest(Reason.of("min-items", "There is no intent in the call"));
        }
        ProblemException first = problems.getFirst();
        var problem = new ProblemException(
                HttpStatus.valueOf(first.getStatusCode().value()),
                "None of the intents was taken; the first: " + first.getBody().getDetail(),
                List.of());
        problem.getBody().setProperty("items", receipt.items());
        if (receipt.brokenOff() != null) {
            problem.getBody().setProperty("brokenOff", receipt.brokenOff());
        }
        String retryAfter = first.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            problem.getHeaders().set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        throw problem;
    }

    private static BulkReceipt.Item item(int index, Answer answer, @Nullable ProblemException problem) {
        return answer instanceof Answer.Taken(IntentId id)
                ? new BulkReceipt.Item(index, id.toString(), Links.intent(id), null)
                : new BulkReceipt.Item(index, null, null, problem == null ? null : problem.getBody());
    }

    private IntentSplitter.Limits splitterLimits() {
        return new IntentSplitter.Limits(
                limits.intent().toBytes(), limits.items(), limits.bulk().toBytes());
    }

    private static void refuseLongerThan(DataSize limit, HttpServletRequest request) {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw ProblemException.tooLarge(limit);
        }
    }

    /** A body and its first byte that is not white space; negative at the end. */
    private record Peeked(int first, InputStream whole) {}

    /** Looks for the first byte that says something, and puts all back: an intent's bytes are kept to the last blank. */
    private Peeked peek(InputStream body) throws IOException {
        var passed = new ByteArrayOutputStream();
        BoundedBody bounded = BoundedBody.of(body, limits.intent());
        int octet;
        do {
            octet = bounded.read();
            if (octet >= 0) {
                passed.write(octet);
            }
        } while (octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r');
        return new Peeked(octet, new SequenceInputStream(new ByteArrayInputStream(passed.toByteArray()), body));
    }

    private static @Nullable String checked(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw ProblemException.badRequest(
                    Reason.of("idempotency-key", "The Idempotency-Key must be 1 to 128 visible ASCII characters"));
        }
        return key;
    }
}
