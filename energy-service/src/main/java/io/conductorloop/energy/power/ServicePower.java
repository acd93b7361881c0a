package io.conductorloop.energy.power;

import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the processor time of each service draws: the machine's power from idle to full load, times the share of its processors that the
 * service's instances say they use. The idle machine is nobody's; other machines are taken to be as this one. An estimate, always.
 */
public final class ServicePower {
    private static final int MOST_INSTANCES = 10_000;

    private final PowerModel model;
    private final Duration silence;
    private final Map<String, Map<String, Heard>> services = new HashMap<>();

    private record Heard(Instant at, double cpuShare) {}

    /** @param silence after which an instance that tells nothing is not there */
    public ServicePower(PowerModel model, Duration silence) {
        this.model = model;
        this.silence = silence;
    }

    /** Hears what an instance tells; when is told by our own clock. */
    public synchronized void observe(TelemetrySample sample, Instant now) {
        Map<String, Heard> instances = services.computeIfAbsent(sample.service(), _ -> new HashMap<>());
        if (instances.size() < MOST_INSTANCES || instances.containsKey(sample.instance())) {
            instances.put(sample.instance(), new Heard(now, sample.cpuShare()));
        }
    }

    /** W of all instances of a service that were heard of late; {@link Double#NaN} when none was. */
    public synchronized double watts(String service, Instant now) {
        Map<String, Heard> instances = services.getOrDefault(service, new HashMap<>());
        instances.values().removeIf(heard -> heard.at().plus(silence).isBefore(now));
        double span = model.full().value() - model.idle().value();
        return instances.isEmpty()
                ? Double.NaN
                : instances.values().stream().mapToDouble(Heard::cpuShare).sum() * span;
    }
}
