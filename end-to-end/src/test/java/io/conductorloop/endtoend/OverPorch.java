package io.conductorloop.endtoend;

import io.conductorloop.porchfake.FakePorch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What services are told that run over Porch. */
final class OverPorch {
    static final String STORE = "conductor.executor.store.";

    private OverPorch() {}

    /** The servers and the repositories that packages go to; to be added to. */
    static Map<String, String> properties(
            String bootstrapServers, String redisUrl, FakePorch porch, List<String> repositories) {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("spring.data.redis.url", redisUrl);
        properties.put(STORE + "kind", "porch");
        properties.put(STORE + "porch.server", porch.address().toString());
        properties.put(STORE + "porch.repositories", String.join(",", repositories));
        return properties;
    }
}
