package io.conductorloop.ml.web;

import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.steering.Steering;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how learning together with other sites stands. */
@RestController
@Tag(name = "Federation")
public class FederationController {
    private final Federation federation;
    private final Steering steering;
    private final boolean enabled;

    public FederationController(Federation federation, Steering steering, boolean enabled) {
        this.federation = federation;
        this.steering = steering;
        this.enabled = enabled;
    }

    /**
     * The state of the federation.
     *
     * @param enabled whether this instance learns together with others; all else is empty when it does not
     * @param site this one
     * @param coordinator who leads rounds now; absent before anybody was heard
     * @param members sites heard lately, this one among them
     * @param version rounds that changed the model that this site has
     * @param roundOpen whether this site leads a round now
     * @param answered changes in the last round that this site led
     * @param samples that this site has to learn from
     * @param speaking services whose load the shared model foresees now, as it errs least
     */
    record FederationView(
            boolean enabled,
            String site,
            @Nullable String coordinator,
            List<String> members,
            long version,
            boolean roundOpen,
            int answered,
            int samples,
            List<String> speaking) {}

    @GetMapping(path = "/api/v1/federation", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Whether this instance learns together with others, with whom and how far")
    FederationView federation() {
        Federation.Status status = federation.status();
        return new FederationView(
                enabled,
                status.site(),
                status.coordinator(),
                status.members(),
                status.version(),
                status.roundOpen(),
                status.answered(),
                status.samples(),
                steering.services().stream()
                        .filter(service -> steering.speaking(service).startsWith("federated-"))
                        .toList());
    }
}
