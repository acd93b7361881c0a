package io.conductorloop.executor.web;

import io.conductorloop.executor.PackageRun;
import io.conductorloop.executor.PackageWorkers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how busy the executor is. */
@RestController
@Tag(name = "Workers")
public class WorkerController {
    private final PackageWorkers workers;
    private final PackageRun packages;
    private final String store;
    private final IntSupplier batchSize;

    /**
     * Tells of these workers.
     *
     * @param store what kind of package store is in use
     * @param batchSize how many intents a batch has at most now
     */
    public WorkerController(PackageWorkers workers, PackageRun packages, String store, IntSupplier batchSize) {
        this.workers = workers;
        this.packages = packages;
        this.store = store;
        this.batchSize = batchSize;
    }

    /**
     * The executor's workers.
     *
     * @param limit how many packages may be written at the same time
     * @param highestLimit the most it may be set to
     * @param busy how many are being written
     * @param queued how many wait for their turn
     * @param store the kind of package store
     * @param batchSize how many intents a batch has at most
     * @param microsPerIntent the average time per intent, by the repository that intents name
     */
    record WorkersView(
            int limit,
            int highestLimit,
            int busy,
            int queued,
            String store,
            int batchSize,
            Map<String, Long> microsPerIntent) {}

    @GetMapping(path = "/api/v1/workers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How busy the executor is")
    WorkersView workers() {
        Map<String, Long> micros = new TreeMap<>();
        packages.times()
                .perIntent()
                .forEach((backend, time) -> micros.put(backend, time.dividedBy(Duration.ofNanos(1_000))));
        return new WorkersView(
                workers.limit().current(),
                workers.limit().highest(),
                workers.busy(),
                workers.queued(),
                store,
                batchSize.getAsInt(),
                micros);
    }
}
