package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** No fault, but near to one: each service is asked to end (SIGTERM) under full load, and must do so within its drain time. */
final class OrderlyStops implements Fault {
    /** What ingest drains by default and the four seconds its documentation adds; a shutdown phase of the executor. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final List<String> took = new ArrayList<>();

    @Override
    public String name() {
        return "each service asked to end under load";
    }

    @Override
    public String remark() {
        return "ended within " + String.join(", ", took);
    }

    @Override
    public void strike(Trial trial) {
        List<ServiceProcess> services = new ArrayList<>(trial.bench.services());
        Collections.shuffle(services, trial.random);
        for (ServiceProcess service : services) {
            trial.awaitProgress(1_000 + trial.random.nextInt(2_000));
            long start = System.nanoTime();
            boolean went = service.stop(DRAIN);
            took.add(service.name() + " " + Recovery.seconds(Duration.ofNanos(System.nanoTime() - start)));
            service.start();
            assertThat(went).as("ended by itself within " + DRAIN + ": " + took).isTrue();
        }
    }
}
