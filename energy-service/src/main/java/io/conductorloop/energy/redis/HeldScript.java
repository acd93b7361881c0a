package io.conductorloop.energy.redis;

/** What is done in Redis in one step. {@code KEYS[1]} is the prefix of all keys, which share one slot by its hash tag. */
enum HeldScript {
    /**
     * Takes an intent in: {@code ARGV} is id, time it is due (ms), facet, sequence, then its fields. Sequences are compared
     * as doubles: exact up to 2^53.
     */
    HOLD("""
            local entry = KEYS[1] .. ARGV[1]
            if redis.call('EXISTS', entry) == 1 then
              return redis.call('HEXISTS', entry, 'settled') == 1 and 'SETTLED' or 'WAITS'
            end
            local fields = {}
            for i = 5, #ARGV do fields[i - 4] = ARGV[i] end
            redis.call('HSET', entry, unpack(fields))
            redis.call('ZADD', KEYS[1] .. 'ids', 0, ARGV[1])
            local other = redis.call('HGET', KEYS[1] .. 'facets', ARGV[3])
            local sequence = other and tonumber(redis.call('HGET', KEYS[1] .. other, 'sequence'))
            if sequence and sequence > tonumber(ARGV[4]) then
              redis.call('HSET', entry, 'state', 'S', 'who', other)
              redis.call('ZADD', KEYS[1] .. 'due', 0, ARGV[1])
              return 'OUTDATED'
            end
            if sequence then
              redis.call('HSET', KEYS[1] .. other, 'state', 'S', 'who', ARGV[1])
              redis.call('ZADD', KEYS[1] .. 'due', 0, other)
            end
            redis.call('HSET', KEYS[1] .. 'facets', ARGV[3], ARGV[1])
            redis.call('ZADD', KEYS[1] .. 'due', ARGV[2], ARGV[1])
            return 'HELD'
            """),
    /** Claims what is due: {@code ARGV} is now (ms), limit, token, until (ms), most bytes. Returns id and fields in turn. */
    CLAIM_DUE("""
            local claimed = {}
            local room = tonumber(ARGV[5])
            for _, id in ipairs(redis.call('ZRANGE', KEYS[1] .. 'due', '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])) do
              local entry = KEYS[1] .. id
              if redis.call('EXISTS', entry) == 0 then
                redis.call('ZREM', KEYS[1] .. 'due', id)
                redis.call('ZREM', KEYS[1] .. 'ids', id)
              else
                room = room - redis.call('HSTRLEN', entry, 'bytes')
                if room < 0 and #claimed > 0 then break end
                if redis.call('HGET', entry, 'state') == 'W' then
                  redis.call('HSET', entry, 'state', 'R')
                end
                redis.call('HSET', entry, 'claim', ARGV[3])
                redis.call('ZADD', KEYS[1] .. 'due', ARGV[4], id)
                local facet = redis.call('HGET', entry, 'type') .. ' ' .. redis.call('HGET', entry, 'target')
                if redis.call('HGET', KEYS[1] .. 'facets', facet) == id then
                  redis.call('HDEL', KEYS[1] .. 'facets', facet)
                end
                claimed[#claimed + 1] = id
                claimed[#claimed + 1] = redis.call('HGETALL', entry)
              end
            end
            return claimed
            """),
    /** Claims one that waits: {@code ARGV} is id, facet, state, token, until (ms), who, words. Returns 1 if so. */
    CLAIM("""
            local entry = KEYS[1] .. ARGV[1]
            if redis.call('HGET', entry, 'state') ~= 'W' then return 0 end
            redis.call('HSET', entry, 'state', ARGV[3], 'claim', ARGV[4], 'who', ARGV[6], 'words', ARGV[7])
            redis.call('ZADD', KEYS[1] .. 'due', ARGV[5], ARGV[1])
            if redis.call('HGET', KEYS[1] .. 'facets', ARGV[2]) == ARGV[1] then
              redis.call('HDEL', KEYS[1] .. 'facets', ARGV[2])
            end
            return 1
            """),
    /**
     * Settles: {@code ARGV} is id, token, remembered (ms), time, intensity, grams, hour, tally field, tally kept (ms).
     * Returns 1 if the claim counted.
     */
    SETTLE("""
            local entry = KEYS[1] .. ARGV[1]
            if redis.call('HGET', entry, 'claim') ~= ARGV[2] then return 0 end
            redis.call('HDEL', entry, 'claim', 'bytes', 'headers')
            redis.call('HSET', entry, 'settled', ARGV[4], 'intensity', ARGV[5], 'grams', ARGV[6])
            redis.call('PEXPIRE', entry, ARGV[3])
            redis.call('ZREM', KEYS[1] .. 'due', ARGV[1])
            redis.call('ZREM', KEYS[1] .. 'ids', ARGV[1])
            local tally = KEYS[1] .. 'tally:' .. ARGV[7]
            redis.call('HINCRBY', tally, ARGV[8], 1)
            if ARGV[8] == 'R' then redis.call('HINCRBYFLOAT', tally, 'grams', ARGV[6]) end
            redis.call('PEXPIRE', tally, ARGV[9])
            return 1
            """),
    /** Changes the plan of one that waits: {@code ARGV} is id, time it is due (ms), then the plan's fields. */
    REPLAN("""
            local entry = KEYS[1] .. ARGV[1]
            if redis.call('HGET', entry, 'state') ~= 'W' then return 0 end
            local fields = {}
            for i = 3, #ARGV do fields[i - 2] = ARGV[i] end
            redis.call('HSET', entry, unpack(fields))
            redis.call('ZADD', KEYS[1] .. 'due', ARGV[2], ARGV[1])
            return 1
            """);

    private final String source;

    HeldScript(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }
}
