package io.conductorloop.state.redis;

/**
 * What is done about sites in one step. Of packages, {@code KEYS[1]} is the hash of one: its site, and the replicas of each of its
 * targets; {@code KEYS[2]} the hash of sites, with the sum of theirs.
 */
enum SiteScript {
    /** Says what sites there are, {@code KEYS[1]} being the hash of that: {@code ARGV} is sites and what is said in turn. */
    OFFER("""
            redis.call('DEL', KEYS[1])
            if #ARGV > 0 then redis.call('HSET', KEYS[1], unpack(ARGV)) end
            return ''
            """),
    /** Places: {@code ARGV} is site, capacity, then targets and replicas in turn. Returns where it is; empty: nowhere. */
    PLACE("""
            local standing = redis.call('HGET', KEYS[1], 'site')
            if standing then return standing end
            local asked = 0
            for i = 4, #ARGV, 2 do asked = asked + tonumber(ARGV[i]) end
            local used = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
            if used + asked > tonumber(ARGV[2]) then return '' end
            redis.call('HSET', KEYS[1], 'site', ARGV[1])
            for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
            redis.call('HINCRBY', KEYS[2], ARGV[1], asked)
            return ARGV[1]
            """),
    /** Counts: {@code ARGV} is targets and replicas in turn. */
    COUNT("""
            local site = redis.call('HGET', KEYS[1], 'site')
            if not site then return '' end
            local more = 0
            for i = 1, #ARGV, 2 do
              more = more + tonumber(ARGV[i + 1]) - tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
              redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
            end
            redis.call('HINCRBY', KEYS[2], site, more)
            return site
            """),
    /** Forgets. Returns where it was; empty: nowhere. */
    FORGET("""
            local fields = redis.call('HGETALL', KEYS[1])
            local site, sum = '', 0
            for i = 1, #fields, 2 do
              if fields[i] == 'site' then site = fields[i + 1] else sum = sum + tonumber(fields[i + 1]) end
            end
            if site ~= '' then redis.call('HINCRBY', KEYS[2], site, -sum) end
            redis.call('DEL', KEYS[1])
            return site
            """);

    private final String source;

    SiteScript(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }
}
