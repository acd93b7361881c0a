package io.conductorloop.endtoend;

import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.steering.LoadForecasters;
import java.util.Random;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Takes the place of the ml service's load models inside its process: one that is no number, one frozen, one that harms. */
@Configuration(proxyBeanMethods = false)
public class LyingForecasters {
    @Bean
    @Primary
    LoadForecasters lying() {
        Random lies = new Random(7);
        return _ -> new QuantileForecaster() {
            private double last;

            @Override
            public String name() {
                return "liar";
            }

            @Override
            public double forecast() {
                return switch (lies.nextInt(5)) {
                    case 0 -> Double.NaN;
                    case 1 -> 1e12;
                    case 2 -> 17;
                    case 3 -> last / 5;
                    default -> throw new IllegalStateException("as the test wants");
                };
            }

            @Override
            public double quantile(double level) {
                return forecast();
            }

            @Override
            public void observe(double load) {
                last = load;
            }
        };
    }
}
