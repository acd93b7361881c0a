package io.conductorloop.energy.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the energy service. */
@SpringBootApplication
public class EnergyApplication {
    static void main(String[] args) {
        SpringApplication.run(EnergyApplication.class, args);
    }
}
