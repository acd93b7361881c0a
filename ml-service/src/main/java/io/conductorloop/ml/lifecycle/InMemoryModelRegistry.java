package io.conductorloop.ml.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Forgets its models with the process. */
public final class InMemoryModelRegistry implements ModelRegistry {
    private final int most;
    private final Map<Integer, ModelVersion> versions = new TreeMap<>();
    private final Map<Integer, byte[]> weights = new TreeMap<>();

    /** @param most versions that are kept */
    public InMemoryModelRegistry(int most) {
        this.most = most;
    }

    @Override
    public synchronized List<ModelVersion> versions() {
        return new ArrayList<>(versions.values());
    }

    @Override
    public synchronized void add(ModelVersion version, byte[] given) {
        versions.put(version.number(), version);
        weights.put(version.number(), given.clone());
        for (ModelVersion surplus : Retention.surplus(versions(), most)) {
            versions.remove(surplus.number());
            weights.remove(surplus.number());
        }
    }

    @Override
    public synchronized void update(List<ModelVersion> changed) {
        changed.forEach(version -> versions.replace(version.number(), version));
    }

    @Override
    public synchronized Optional<byte[]> weights(int number) {
        return Optional.ofNullable(weights.get(number)).map(byte[]::clone);
    }
}
