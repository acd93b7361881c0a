package io.conductorloop.executor.kubernetes;

class V1alpha2PackageStoreTest extends WirePackageStoreContract {
    V1alpha2PackageStoreTest() {
        super(true);
    }
}
