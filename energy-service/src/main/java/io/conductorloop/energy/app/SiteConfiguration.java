package io.conductorloop.energy.app;

import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.sites.SiteOffers;
import io.conductorloop.energy.web.SiteController;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.redis.RedisSiteBoard;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires what executors are told of the sites that intents may be placed at. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration {
    @Bean
    @ConditionalOnMissingBean
    SiteBoard siteBoard(LettuceConnectionFactory redis) {
        return new RedisSiteBoard(redis);
    }

    @Bean
    Repeatedly siteRounds(SiteBoard board, GridOutlook grid, EnergyProperties energy, InstantSource clock) {
        EnergyProperties.Placement placement = energy.placement();
        return Repeatedly.start(
                "sites",
                placement.every(),
                new SiteOffers(
                        energy.places(),
                        grid,
                        board,
                        new SiteOffers.Terms(placement.horizon(), placement.validity()),
                        clock));
    }

    @Bean
    SiteController siteController(SiteBoard board, EnergyProperties energy) {
        return new SiteController(energy.places(), board);
    }
}
