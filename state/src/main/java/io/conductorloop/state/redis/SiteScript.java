package io.conductorloop.state.redis;

/**
 * What is done about sites in one step. {@code KEYS[1]} is the prefix of all keys, which share one slot by its hash tag: the hash of
 * a package has its site and the replicas of each of its targets, {@code used} the sum at each site, {@code unsettled} the
 * packages whose place is not, by when it was asked for, ms.
 */
enum SiteScript {
    /** Says what sites there are: {@code ARGV} is sites and what is said in turn. */
    OFFER("""
            redis.call('DEL', KEYS[1] .. 'offers')
            if #ARGV > 0 then redis.call('HSET', KEYS[1] .. 'offers', unpack(ARGV)) end
            return {}
            """),
    /** Finds: {@code ARGV} is package, now (ms), then sites where it may go; none: anywhere. Returns site and whether it is settled; nothing where there is none. */
    FIND("""
            local site = redis.call('HGET', KEYS[1] .. 'package:' .. ARGV[1], 'site')
            if not site then return {} end
            if not redis.call('ZSCORE', KEYS[1] .. 'unsettled', ARGV[1]) then return {site, 'settled'} end
            local renewed = #ARGV == 2
            for i = 3, #ARGV do renewed = renewed or ARGV[i] == site end
            if renewed then redis.call('ZADD', KEYS[1] .. 'unsettled', ARGV[2], ARGV[1]) end
            return {site, ''}
            """),
    /** Places: {@code ARGV} is package, now (ms), site, capacity, then targets and replicas in turn. Returns as {@link #FIND}. */
    PLACE("""
            local entry, unsettled = KEYS[1] .. 'package:' .. ARGV[1], KEYS[1] .. 'unsettled'
            local site = redis.call('HGET', entry, 'site')
            if not site then
              local asked = 0
              for i = 6, #ARGV, 2 do asked = asked + tonumber(ARGV[i]) end
              local used = tonumber(redis.call('HGET', KEYS[1] .. 'used', ARGV[3]) or '0')
              if used + asked > tonumber(ARGV[4]) then return {} end
              site = ARGV[3]
              redis.call('HSET', entry, 'site', site)
              for i = 5, #ARGV, 2 do redis.call('HSET', entry, ARGV[i], ARGV[i + 1]) end
              redis.call('HINCRBY', KEYS[1] .. 'used', site, asked)
            elseif not redis.call('ZSCORE', unsettled, ARGV[1]) then
              return {site, 'settled'}
            end
            redis.call('ZADD', unsettled, ARGV[2], ARGV[1])
            return {site, ''}
            """),
    /** Settles: {@code ARGV} is package, then targets and replicas in turn. */
    SETTLE("""
            local entry = KEYS[1] .. 'package:' .. ARGV[1]
            local site = redis.call('HGET', entry, 'site')
            if not site then return {} end
            local more, asked = 0, {}
            for i = 2, #ARGV, 2 do asked[ARGV[i]] = true end
            if #ARGV > 1 and redis.call('ZSCORE', KEYS[1] .. 'unsettled', ARGV[1]) then
              local fields = redis.call('HGETALL', entry)
              for i = 1, #fields, 2 do
                if fields[i] ~= 'site' and not asked[fields[i]] then
                  more = more - tonumber(fields[i + 1])
                  redis.call('HDEL', entry, fields[i])
                end
              end
            end
            for i = 2, #ARGV, 2 do
              more = more + tonumber(ARGV[i + 1]) - tonumber(redis.call('HGET', entry, ARGV[i]) or '0')
              redis.call('HSET', entry, ARGV[i], ARGV[i + 1])
            end
            redis.call('HINCRBY', KEYS[1] .. 'used', site, more)
            redis.call('ZREM', KEYS[1] .. 'unsettled', ARGV[1])
            return {}
            """),
    /**
     * Forgets: {@code ARGV} is package and, where only an unsettled place is to be forgotten, the moment before which it was asked
     * for, ms. Returns the site where there was one.
     */
    FORGET("""
            local entry = KEYS[1] .. 'package:' .. ARGV[1]
            if ARGV[2] then
              local asked = redis.call('ZSCORE', KEYS[1] .. 'unsettled', ARGV[1])
              if not asked or tonumber(asked) >= tonumber(ARGV[2]) then return {} end
            end
            local site, left = nil, 0
            local fields = redis.call('HGETALL', entry)
            for i = 1, #fields, 2 do
              if fields[i] == 'site' then site = fields[i + 1] else left = left + tonumber(fields[i + 1]) end
            end
            if not site then return {} end
            if left > 0 then redis.call('HINCRBY', KEYS[1] .. 'used', site, -left) end
            redis.call('DEL', entry)
            redis.call('ZREM', KEYS[1] .. 'unsettled', ARGV[1])
            return {site}
            """);

    private final String source;

    SiteScript(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }
}
