package io.conductorloop.ml.anomaly;

import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.TelemetrySample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Watches every instance that is heard, the latest ones of them, and remembers the latest anomalies. Safe for many threads. */
public final class AnomalyWatch {
    private static final int MOST_INSTANCES = 64;
    private static final int MOST_ANOMALIES = 500;

    private final Executor background;
    private final Map<String, InstanceWatch> instances = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, InstanceWatch> eldest) {
            return size() > MOST_INSTANCES;
        }
    };
    private final Deque<AnomalyFound> latest = new ArrayDeque<>();

    /** @param background where models are trained */
    public AnomalyWatch(Executor background) {
        this.background = background;
    }

    /** Shows a sample; an anomaly when it raises an alarm. */
    public synchronized Optional<AnomalyFound> observe(TelemetrySample sample) {
        Optional<AnomalyFound> found = instances
                .computeIfAbsent(sample.service() + "/" + sample.instance(), _ -> new InstanceWatch(background))
                .observe(sample);
        found.ifPresent(anomaly -> {
            latest.addFirst(anomaly);
            if (latest.size() > MOST_ANOMALIES) {
                latest.removeLast();
            }
        });
        return found;
    }

    /** The latest anomalies, newest first. */
    public synchronized List<AnomalyFound> latest() {
        return new ArrayList<>(latest);
    }
}
