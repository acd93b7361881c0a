package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import java.util.List;

class InMemoryPackageStoreContractTest extends PackageStoreContract {
    private final InMemoryPackageStore store = new InMemoryPackageStore(PackageStore.Grouping.PACKAGE);

    @Override
    protected PackageStore open() {
        return store;
    }

    @Override
    protected List<IntentId> effected() {
        return store.packageNames().stream()
                .flatMap(name -> store.revisions(name).stream())
                .flatMap(revision -> revision.intents().stream())
                .map(PlannedIntent::id)
                .toList();
    }
}
