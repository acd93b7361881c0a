package io.conductorloop.ml.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the ml service. */
@SpringBootApplication
public class MlApplication {
    static void main(String[] args) {
        SpringApplication.run(MlApplication.class, args);
    }
}
