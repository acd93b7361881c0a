package io.conductorloop.ingest.app;

import io.conductorloop.messaging.app.NativeHashing;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the ingest service. */
@SpringBootApplication
public class IngestApplication {
    static void main(String[] args) {
        NativeHashing.prefer();
        SpringApplication.run(IngestApplication.class, args);
    }
}
