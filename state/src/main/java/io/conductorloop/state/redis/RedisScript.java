package io.conductorloop.state.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.codec.Base16;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A Lua script that treats each of its keys by itself: key {@code KEYS[i]} has the argument {@code ARGV[i + 1]}, and
 * {@code ARGV[1]} is for all.
 */
enum RedisScript {
    /**
     * Sets marks, which live for {@code ARGV[1]} ms, unless the mark there has the same or a later sequence. Sequences are
     * compared as doubles: exact up to 2^53.
     */
    ADVANCE("""
            for i = 1, #KEYS do
              local mark = ARGV[i + 1]
              local standing = redis.call('GET', KEYS[i])
              if not standing or tonumber(string.match(standing, '^%d+')) < tonumber(string.match(mark, '^%d+')) then
                redis.call('SET', KEYS[i], mark, 'PX', ARGV[1])
              end
            end
            return #KEYS
            """),
    /**
     * Sets fields of hashes that have none of that name, and keeps each hash for {@code ARGV[1]} ms. Key {@code KEYS[i]} is
     * the hash, {@code ARGV[i + 1]} the field's 17 bytes and then its value. Returns how many were there already.
     */
    FINISH("""
            local standing = 0
            for i = 1, #KEYS do
              local field, value = string.sub(ARGV[i + 1], 1, 17), string.sub(ARGV[i + 1], 18)
              standing = standing + 1 - redis.call('HSETNX', KEYS[i], field, value)
              if KEYS[i] ~= KEYS[i + 1] then
                redis.call('PEXPIRE', KEYS[i], ARGV[1])
              end
            end
            return standing
            """),
    /** Removes marks that are of the intent {@code ARGV[i + 1]}. */
    FORGET("""
            for i = 1, #KEYS do
              local standing = redis.call('GET', KEYS[i])
              if standing and string.match(standing, '^%d+|([^|]*)|') == ARGV[i + 1] then
                redis.call('DEL', KEYS[i])
              end
            end
            return #KEYS
            """),
    /** Sets values, which live for {@code ARGV[1]} ms, where there is none. */
    REMEMBER("""
            for i = 1, #KEYS do
              redis.call('SET', KEYS[i], ARGV[i + 1], 'NX', 'PX', ARGV[1])
            end
            return #KEYS
            """);

    private final String source;
    private final String digest;

    RedisScript(String source) {
        this.source = source;
        this.digest = Base16.digest(source.getBytes(US_ASCII));
    }

    /** One call of a script: its {@code KEYS} and its {@code ARGV}. */
    record Call(byte[][] keys, byte[][] arguments) {}

    String source() {
        return source;
    }

    /** SHA-1 of the source, by which a server knows a script it has seen. */
    String digest() {
        return digest;
    }

    /** A call for each group of indexes into {@code keys} and {@code arguments}. */
    List<Call> calls(byte[] common, List<byte[]> keys, List<byte[]> arguments, Collection<List<Integer>> groups) {
        List<Call> calls = new ArrayList<>(groups.size());
        for (List<Integer> group : groups) {
            byte[][] callKeys = new byte[group.size()][];
            byte[][] callArguments = new byte[group.size() + 1][];
            callArguments[0] = common;
            for (int i = 0; i < callKeys.length; i++) {
                callKeys[i] = keys.get(group.get(i));
                callArguments[i + 1] = arguments.get(group.get(i));
            }
            calls.add(new Call(callKeys, callArguments));
        }
        return calls;
    }
}
