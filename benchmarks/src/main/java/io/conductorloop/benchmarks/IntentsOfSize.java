package io.conductorloop.benchmarks;

import java.nio.charset.StandardCharsets;

/** Valid intents of given sizes, as a planner writes them. */
public final class IntentsOfSize {
    private static final String SMALL = """
            {"intent_type":"scaling","target":"odu-high-phy","namespace":"oran-odu","replicas":5,"source":"planner",\
            "correlation_id":"7f9c2ba4e88f827d","priority":7,"reason":"p95 latency above 4 ms for 30 s\"""";

    private static final String FULL = SMALL + """
            ,"description":"Cell sites 12 to 19 have carried more than 80 % PRB utilisation since 09:00; three more DU replicas \
            keep the fronthaul within its latency budget until the evening.","created_at":"2026-11-01T09:30:00Z",\
            "updated_at":"2026-11-01T09:31:12.5Z","status":"pending","constraints":{"min_replicas":1,"max_replicas":20,\
            "allowed_namespaces":["oran-odu","oran-ocu","core"],"kpt_package_name":"odu-high-phy",\
            "porch_repository":"edge-deployments","deferrable":false,"deadline":"2026-11-01T18:00:00Z\"""";

    private static final String CONTEXT = """
            ,"nephio_context":{"package_revision":"v12","workload_cluster":"edge-cluster-07","blueprint_name":"odu-high-phy"}""";

    private IntentsOfSize() {}

    /** What the larger intents are full of. */
    public enum Filling {
        /** Names in {@code target_resources}, which the schema speaks of. */
        RESOURCES,
        /** Objects in {@code constraints}, of which the schema says nothing, with short names and numbers. */
        CONSTRAINTS
    }

    /** An intent of about so many bytes: 200, or 1,024 and more. */
    static byte[] bytes(int size, Filling filling) {
        StringBuilder intent = new StringBuilder(size < 1_024 ? SMALL : FULL);
        if (size >= 1_024) {
            int room = size - CONTEXT.length();
            if (filling == Filling.CONSTRAINTS) {
                for (int cell = 0; intent.length() < room - 70; cell++) {
                    intent.append(",\"cell-%06d\":{\"prb\":0.%02d,\"ues\":%d,\"sector\":\"north-%d\",\"active\":true}"
                            .formatted(cell, 10 + cell % 90, cell % 400, cell % 3));
                }
            }
            intent.append('}').append(CONTEXT).append(",\"target_resources\":[\"odu-high-phy\"");
            for (int site = 0; intent.length() < room + CONTEXT.length() - 40; site++) {
                intent.append(",\"deployment/site-%05d/odu-high-phy\"".formatted(site));
            }
            intent.append(']');
        }
        return intent.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
