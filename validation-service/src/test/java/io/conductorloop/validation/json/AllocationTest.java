package io.conductorloop.validation.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.IntentScan;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.DocumentScanner;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 10_000;
    private static final Instant CLAIMED_AT = Instant.parse("2026-11-01T00:00:00Z");

    private static final byte[][] ACCEPTED = {
        Intents.scaling().bytes(),
        Intents.deployment().priority(9).reason("new site").bytes(),
        Intents.configuration().replicas(100).bytes(),
        bytes("""
                { "namespace" : "oran", "replicas" : 3, "target" : "o-du.site-7", "intent_type" : "configuration",
                  "reason" : "Größe, \\u00fcberlegt \\ud83d\\ude00 \\n", "description" : "é€😀",
                  "created_at" : "2026-02-28T13:45:00.25+01:00", "target_resources" : ["a", "b"],
                  "constraints" : { "min_replicas" : 1, "max_replicas" : 5, "allowed_namespaces" : ["x", "oran"],
                    "kpt_package_name" : "o-du", "deferrable" : true, "deadline" : "2027-01-01T00:00:00Z",
                    "own" : { "a" : [1, 2.5, -3e7, true, false, null], "\\u0062" : {}, "one more name" : "" } },
                  "nephio_context" : { "workload_cluster" : "edge-1", "unknown" : 1 } }
                """)
    };

    @Test
    void anAcceptedIntentAllocatesNothing() {
        // Given
        IntentScan scan = new IntentScan(IntentSchema.compile().schema(), 1);
        assertThat(scanned(scan, WARM_UP)).isEqualTo(WARM_UP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);

        // When
        int accepted = scanned(scan, MEASURED);

        // Then
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(accepted).isEqualTo(MEASURED);
        assertThat(allocated).as("bytes for %d intents", MEASURED).isLessThan(MEASURED / 10);
    }

    @Test
    void theLargestObjectOfNamesFitsASmallHeap() {
        // Given
        StringBuilder names = new StringBuilder("{\"0\":0");
        for (int i = 1; names.length() < IntentScan.MOST_BYTES - 12; i++) {
            names.append(",\"").append(Integer.toString(i, Character.MAX_RADIX)).append("\":0");
        }
        byte[] document = bytes(names.append('}').toString());
        DocumentScanner scanner = CompiledSchema.ANYTHING.newScanner(1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);

        // When
        boolean accepted = scanner.accepts(document);

        // Then
        assertThat(accepted).isTrue();
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(20L << 20);
    }

    private static int scanned(IntentScan scan, int times) {
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            if (scan.accepts(ACCEPTED[i % ACCEPTED.length], CLAIMED_AT)) {
                accepted++;
            }
        }
        return accepted;
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
