package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every service is killed (SIGKILL) and started again, in another order each round, one shortly after the other. */
record KilledServices(int rounds) implements Fault {
    private static final Duration BETWEEN = Duration.ofMillis(1500);

    @Override
    public String name() {
        return "each service killed, " + rounds + " times";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        for (int round = 0; round < rounds; round++) {
            trial.awaitProgress(500 + trial.random.nextInt(3_000));
            List<ServiceProcess> victims = new ArrayList<>(trial.bench.services());
            Collections.shuffle(victims, trial.random);
            for (ServiceProcess victim : victims) {
                trial.lastUpTo(BETWEEN);
                victim.kill();
                victim.start();
            }
        }
    }
}
