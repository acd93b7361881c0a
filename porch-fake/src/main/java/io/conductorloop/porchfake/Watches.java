package io.conductorloop.porchfake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Those who watch. A connection gets everything that matches as added, whatever resource version it asks from, then what happens;
 * up to 64 events wait for it, and after that who makes the next one waits.
 */
final class Watches {
    private static final int CHANNEL = 64;
    private static final Duration BOOKMARK = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** One connection. */
    static final class Watcher {
        private final BlockingQueue<ObjectNode> channel = new LinkedBlockingQueue<>(CHANNEL);
        private final Predicate<JsonNode> selected;
        private volatile boolean ended;

        private Watcher(Predicate<JsonNode> selected) {
            this.selected = selected;
        }

        private void put(ObjectNode event) {
            try {
                while (!ended && !channel.offer(event, GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Somebody slow: whoever made the event waits.
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** From here on events are kept for it. */
    Watcher open(Predicate<JsonNode> selected) {
        Watcher watcher = new Watcher(selected);
        watchers.add(watcher);
        return watcher;
    }

    void tell(String type, ObjectNode object) {
        for (Watcher watcher : watchers) {
            if (watcher.selected.test(object)) {
                watcher.put(event(type, object));
            }
        }
    }

    /** Ends all of them. */
    void close() {
        watchers.forEach(watcher -> watcher.ended = true);
        watchers.clear();
    }

    /** Writes events until the connection or the server ends. */
    void serve(Watcher watcher, List<ObjectNode> initial, Call call, OutputStream out) throws IOException {
        try {
            for (ObjectNode object : initial) {
                write(event("ADDED", object), out);
            }
            if (call.query().getOrDefault("sendInitialEvents", "").equals("true")) {
                write(event("BOOKMARK", bookmark("k8s.io/initial-events-end")), out);
            }
            boolean bookmarks =
                    call.query().getOrDefault("allowWatchBookmarks", "").equals("true");
            long marked = System.nanoTime();
            while (!watcher.ended) {
                ObjectNode next = watcher.channel.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    write(next, out);
                } else if (bookmarks && System.nanoTime() - marked > BOOKMARK.toNanos()) {
                    marked = System.nanoTime();
                    write(event("BOOKMARK", bookmark(null)), out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watcher.ended = true;
            watchers.remove(watcher);
        }
    }

    private static void write(ObjectNode event, OutputStream out) throws IOException {
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set("object", object.deepCopy());
        return event;
    }

    private static ObjectNode bookmark(@Nullable String annotation) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "porch.kpt.dev/v1alpha1").put("kind", "PackageRevision");
        ObjectNode metadata = object.putObject("metadata");
        if (annotation != null) {
            metadata.putObject("annotations").put(annotation, "true");
        }
        return object;
    }
}
