package io.conductorloop.state.redis;

import io.conductorloop.state.StateUnavailableException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Redis, asked in batches: every command of a batch is on its way before the first reply is awaited, on the one connection
 * that all threads share. Spring's own pipelining would open a connection of its own for each batch.
 *
 * <p>Waits at most the connection factory's command timeout for a batch. Then it gives the connection up: one whose other end
 * vanished without a word looks like one to a slow server, and no command would ever find out.
 */
public final class BatchedRedis {
    /** More keys per script call gain nothing and hold up others for longer than a millisecond. */
    private static final int KEYS_PER_CALL = 500;

    private final LettuceConnectionFactory connections;
    private final Duration timeout;

    public BatchedRedis(RedisConnectionFactory connections) {
        if (!(connections instanceof LettuceConnectionFactory lettuce)) {
            throw new IllegalArgumentException("state in Redis needs Lettuce connections, not "
                    + connections.getClass().getName());
        }
        this.connections = lettuce;
        this.timeout = Duration.ofMillis(lettuce.getTimeout());
    }

    /**
     * The replies to the commands that {@code batch} sends, in the order in which it returns them.
     *
     * @throws StateUnavailableException if one did not come in time; any of the commands may have been carried out
     */
    public <T> List<T> ask(
            Function<RedisClusterAsyncCommands<byte[], byte[]>, List<? extends RedisFuture<? extends T>>> batch) {
        return on((commands, _) -> replies(batch.apply(commands)));
    }

    /**
     * Runs the script on all keys, each with the argument at its place. They share a call as far as they can: in a cluster
     * only keys of one slot do.
     *
     * @return the sum of what the calls returned
     */
    long run(RedisScript script, byte[] common, List<byte[]> keys, List<byte[]> arguments) {
        return on((commands, clustered) -> {
            List<RedisScript.Call> calls = script.calls(common, keys, arguments, grouping(keys, clustered));
            List<RedisFuture<Long>> sent = calls.stream()
                    .map(call -> commands.<Long>evalsha(
                            script.digest(), ScriptOutputType.INTEGER, call.keys(), call.arguments()))
                    .toList();
            awaitAll(sent);
            long sum = 0;
            List<RedisFuture<Long>> unknown = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                if (!isUnknownScript(sent.get(i))) {
                    sum += reply(sent.get(i));
                    continue;
                }
                RedisScript.Call call = calls.get(i);
                unknown.add(commands.eval(script.source(), ScriptOutputType.INTEGER, call.keys(), call.arguments()));
            }
            return sum + replies(unknown).stream().mapToLong(Long::longValue).sum();
        });
    }

    private static Collection<List<Integer>> grouping(List<byte[]> keys, boolean clustered) {
        Map<Integer, List<Integer>> groups = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            int group = clustered ? SlotHash.getSlot(keys.get(i)) : i / KEYS_PER_CALL;
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
        }
        return groups.values();
    }

    private interface Exchange<T> {
        T with(RedisClusterAsyncCommands<byte[], byte[]> commands, boolean clustered);
    }

    @SuppressWarnings("unchecked") // what Spring's Lettuce connections return, by their documentation
    private <T> T on(Exchange<T> exchange) {
        try (RedisConnection connection = connections.getConnection()) {
            return exchange.with(
                    (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection(),
                    connection instanceof RedisClusterConnection);
        } catch (DataAccessException | RedisException e) {
            throw new StateUnavailableException("Redis does not serve: " + e.getMessage(), e);
        } catch (CancellationException e) {
            throw new StateUnavailableException("Redis does not serve: its connection was given up", e);
        }
    }

    private <T> List<T> replies(List<? extends RedisFuture<? extends T>> sent) {
        awaitAll(sent);
        return sent.stream().<T>map(BatchedRedis::reply).toList();
    }

    private void awaitAll(List<? extends RedisFuture<?>> sent) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (RedisFuture<?> future : sent) {
                if (!future.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    connections.resetConnection();
                    throw new RedisException("no answer within " + timeout.toMillis() + " ms");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted while waiting for an answer", e);
        } finally {
            sent.forEach(future -> future.cancel(false));
        }
    }

    private static boolean isUnknownScript(RedisFuture<?> done) {
        CompletableFuture<?> future = done.toCompletableFuture();
        return future.state() == Future.State.FAILED && future.exceptionNow() instanceof RedisNoScriptException;
    }

    private static <T> T reply(RedisFuture<? extends T> done) {
        try {
            return done.toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new RedisException(cause.getMessage(), cause);
        }
    }
}
