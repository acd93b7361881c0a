package io.conductorloop.executor.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.executor.AppliedMarks;
import io.conductorloop.executor.ExecutionMemory;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.redis.RedisDeadLetters;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.state.redis.RedisIntentJournal;
import io.conductorloop.state.redis.RedisPulse;
import io.conductorloop.state.redis.RedisSiteBoard;
import io.conductorloop.state.redis.RedisTargetMarks;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires what the executor remembers, in Redis. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StateProperties.class)
class StateConfiguration {
    @Bean
    @ConditionalOnMissingBean
    IntentJournal intentJournal(LettuceConnectionFactory redis, EventCodec codec, StateProperties state) {
        return new RedisIntentJournal(redis, codec, state.journalTtl());
    }

    /** Finds out for all that a connection leads nowhere. */
    @Bean
    RedisPulse redisPulse(LettuceConnectionFactory redis) {
        return new RedisPulse(redis);
    }

    @Bean
    @ConditionalOnMissingBean
    DeadLetters deadLetters(
            LettuceConnectionFactory redis, DeadLetterDecision.Codec codec, ExecutorProperties executor) {
        return new RedisDeadLetters(redis, codec, executor.deadLetters().ttl());
    }

    @Bean
    @ConditionalOnMissingBean
    SiteBoard siteBoard(LettuceConnectionFactory redis) {
        return new RedisSiteBoard(redis);
    }

    @Bean
    @ConditionalOnMissingBean
    ExecutionMemory executionMemory(LettuceConnectionFactory redis, IntentJournal journal, StateProperties state) {
        Map<IntentType, TargetMarks> applied = new EnumMap<>(IntentType.class);
        for (IntentType type : IntentType.values()) {
            String prefix = "cl:applied:" + type.name().toLowerCase(Locale.ROOT);
            applied.put(type, new RedisTargetMarks(redis, prefix, state.marksTtl()));
        }
        return new ExecutionMemory(
                journal, new AppliedMarks(applied), new RedisTargetMarks(redis, "cl:accepted", state.marksTtl()));
    }
}
