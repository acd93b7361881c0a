package io.conductorloop.validation.json;

import io.conductorloop.contracts.Reason;
import java.util.List;
import java.util.Optional;

/** What networknt's validator says of documents, where it can say anything. */
final class SecondOpinion {
    private final NetworkntFallback networknt;

    SecondOpinion(byte[] schema) {
        networknt = new NetworkntFallback(schema);
    }

    /** Whether the schema allows what is known to be strict JSON; empty: it has a number that is too large to be judged. */
    Optional<Boolean> allows(byte[] strictJson) {
        List<Reason> violations = networknt.violations(strictJson);
        return violations.stream().anyMatch(violation -> violation.rule().equals("size"))
                ? Optional.empty()
                : Optional.of(violations.isEmpty());
    }
}
