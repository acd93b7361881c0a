package io.conductorloop.porchfake;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, RFC 7396. */
final class MergePatch {
    private MergePatch() {}

    static ObjectNode apply(JsonNode target, JsonNode patch) {
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(one -> {
            JsonNode value = one.getValue();
            if (value.isNull()) {
                merged.remove(one.getKey());
            } else if (value.isObject()) {
                merged.set(one.getKey(), apply(merged.path(one.getKey()), value));
            } else {
                merged.set(one.getKey(), value.deepCopy());
            }
        });
        return merged;
    }
}
