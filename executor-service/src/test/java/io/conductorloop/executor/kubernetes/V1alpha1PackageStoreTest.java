package io.conductorloop.executor.kubernetes;

class V1alpha1PackageStoreTest extends WirePackageStoreContract {
    V1alpha1PackageStoreTest() {
        super(false);
    }
}
