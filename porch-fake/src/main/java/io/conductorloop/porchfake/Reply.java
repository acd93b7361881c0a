package io.conductorloop.porchfake;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is answered. */
record Reply(int status, JsonNode body) {
    static Reply ok(JsonNode body) {
        return new Reply(200, body);
    }

    /** A {@code Status} object, as the Kubernetes API has it. */
    static Reply failure(int code, String message) {
        String reason = switch (code) {
            case 400 -> "BadRequest";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "RequestEntityTooLarge";
            case 415 -> "UnsupportedMediaType";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 504 -> "Timeout";
            default -> "InternalError";
        };
        ObjectNode status = statusObject().put("status", "Failure");
        return new Reply(code, status.put("reason", reason).put("code", code).put("message", message));
    }

    static Reply success() {
        return new Reply(200, statusObject().put("status", "Success"));
    }

    /** What Porch answers to all errors of its engine, whatever they are. */
    static Reply internal(String message) {
        return failure(500, "Internal error occurred: " + message);
    }

    static Reply missing(String resource, String name) {
        return failure(404, resource + " \"" + name + "\" not found");
    }

    boolean isSuccess() {
        return status < 300;
    }

    private static ObjectNode statusObject() {
        return JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
    }
}
