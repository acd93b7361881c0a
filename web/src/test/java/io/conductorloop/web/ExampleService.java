package io.conductorloop.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service with one path per thing that can go wrong. */
@SpringBootApplication
@Import(WebConfiguration.class)
class ExampleService {
    static final DataSize LIMIT = DataSize.ofKilobytes(64);

    /** What the service stands on is away. */
    static final class StoreAwayException extends RuntimeException {}

    @Bean
    ExceptionTranslator storeAway() {
        return exception -> exception instanceof StoreAwayException
                ? ProblemException.unavailable("The store is away", Duration.ofSeconds(5))
                : null;
    }

    @RestController
    static class Paths {
        @GetMapping(path = "/api/v1/things/{id}", produces = "application/json")
        Map<String, String> thing(@PathVariable IntentId id, @RequestParam(defaultValue = "1") int limit) {
            return Map.of("id", id.toString(), "limit", Integer.toString(limit));
        }

        @GetMapping("/api/v1/named")
        Map<String, String> named(@RequestParam String name) {
            return Map.of("name", name);
        }

        @PostMapping(path = "/api/v1/things", consumes = "application/json")
        Map<String, Integer> length(HttpServletRequest request) throws IOException {
            return Map.of("length", BoundedBody.read(request, LIMIT).length);
        }

        @GetMapping("/api/v1/refusing")
        void refusing() {
            throw ProblemException.unprocessable(new Reason("maximum", "/replicas", "200 is more than 100"));
        }

        @GetMapping("/api/v1/broken")
        void broken() {
            throw new IllegalStateException("a secret of the inside");
        }

        @GetMapping("/api/v1/later")
        CompletableFuture<String> later() {
            return CompletableFuture.failedFuture(new StoreAwayException());
        }

        @GetMapping("/api/v1/never")
        CompletableFuture<String> never() {
            return new CompletableFuture<>();
        }

        @GetMapping("/healthz")
        String healthz() {
            return "ok\n";
        }
    }
}
