package io.conductorloop.validation.app;

import io.conductorloop.messaging.app.NativeHashing;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the validation service. */
@SpringBootApplication
public class ValidationApplication {
    static void main(String[] args) {
        NativeHashing.prefer();
        SpringApplication.run(ValidationApplication.class, args);
    }
}
