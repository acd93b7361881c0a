package io.conductorloop.benchmarks.pipeline;

import io.conductorloop.messaging.app.NativeHashing;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.Verdict;
import io.conductorloop.validation.json.IntentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the bytes alone cost: reading, hashing, validating and writing each intent once, on all cores, and nothing else. No
 * pipeline can be faster than this on the same machine.
 */
final class OnceLimit {
    private static final int FILES = 64;
    private static final int ROUNDS = 4;

    private OnceLimit() {}

    /** Intents a second, of the fastest of some rounds. */
    static double perSecond(Path work, int bytes) throws IOException, InterruptedException {
        NativeHashing.prefer();
        Path folder = Files.createDirectories(work.resolve("limit-" + bytes));
        int cores = Runtime.getRuntime().availableProcessors();
        int rounds = Math.max(ROUNDS, 64 * 1024 * 1024 / (FILES * bytes));
        for (int i = 0; i < FILES; i++) {
            Files.write(folder.resolve("in-" + i), StagedFiles.intent(0, i, bytes));
        }
        double best = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            for (int round = 0; round < rounds; round++) {
                long begin = System.nanoTime();
                List<Future<?>> shares = new ArrayList<>();
                for (int core = 0; core < cores; core++) {
                    int first = core;
                    shares.add(threads.submit(() -> {
                        carry(folder, first, cores);
                        return null;
                    }));
                }
                for (Future<?> share : shares) {
                    share.get();
                }
                best = Math.max(best, FILES * 1e9 / (System.nanoTime() - begin));
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return best;
    }

    private static void carry(Path folder, int first, int step) throws IOException, NoSuchAlgorithmException {
        IntentValidator validator = IntentSchema.validator(1);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = first; i < FILES; i += step) {
            byte[] intent = Files.readAllBytes(folder.resolve("in-" + i));
            byte[] hash = digest.digest(intent);
            if (hash.length == 0 || validator.validate(intent, Instant.EPOCH) instanceof Verdict.Rejected) {
                throw new IllegalStateException("the load's intents are valid");
            }
            Files.write(folder.resolve("out-" + i), intent);
        }
    }
}
