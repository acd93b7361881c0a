package io.conductorloop.validation.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the validation service. */
@SpringBootApplication
public class ValidationApplication {
    static void main(String[] args) {
        SpringApplication.run(ValidationApplication.class, args);
    }
}
