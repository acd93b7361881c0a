package io.conductorloop.ml.lifecycle;

class InMemoryModelRegistryTest extends ModelRegistryContract {
    @Override
    protected ModelRegistry registry(int most) {
        return new InMemoryModelRegistry(most);
    }
}
