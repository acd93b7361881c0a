package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ingest instances join the two that share the folder, and leave it in good order or killed. */
final class MoreIngests implements Fault {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final List<ServiceProcess> guests = new ArrayList<>();

    @Override
    public String name() {
        return "ingest instances join and leave";
    }

    @Override
    public void prepare(Trial trial) {
        guests.add(trial.bench.ingest("ingest-3", trial.ground));
        guests.getFirst().awaitReady();
    }

    @Override
    public void strike(Trial trial) throws Exception {
        ServiceProcess third = guests.getFirst();
        ServiceProcess fourth = trial.bench.ingest("ingest-4", trial.ground);
        guests.add(fourth);
        trial.awaitMoment();
        third.stop(GRACE);
        trial.lastUpTo(BETWEEN);
        third.start();
        fourth.awaitReady();
        trial.lastUpTo(BETWEEN);
        fourth.kill();
        third.awaitReady();
        trial.lastUpTo(BETWEEN);
        third.kill();
    }

    @Override
    public void tidy() {
        guests.forEach(ServiceProcess::close);
    }
}
