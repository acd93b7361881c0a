package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A second validation and a second executor come and go, so that partitions move while their records are worked on. */
final class Rebalances implements Fault {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private List<ServiceProcess> guests = List.of();

    @Override
    public String name() {
        return "rebalances: a second validation and executor come and go";
    }

    @Override
    public void prepare(Trial trial) {
        guests = List.of(
                trial.bench.validation("validation-2", Map.of()),
                trial.bench.executor("executor-2", trial.ground, Map.of()));
        guests.forEach(ServiceProcess::awaitReady);
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        guests.getFirst().kill();
        guests.getLast().stop(GRACE);
        guests.forEach(ServiceProcess::start);
        trial.awaitProgress(500);
        guests.forEach(ServiceProcess::awaitReady);
        trial.awaitProgress(500 + trial.random.nextInt(500));
        guests.getFirst().stop(GRACE);
        guests.getLast().kill();
    }

    @Override
    public void tidy() {
        guests.forEach(ServiceProcess::close);
    }
}
