package io.conductorloop.executor.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the executor service. */
@SpringBootApplication
public class ExecutorApplication {
    static void main(String[] args) {
        SpringApplication.run(ExecutorApplication.class, args);
    }
}
