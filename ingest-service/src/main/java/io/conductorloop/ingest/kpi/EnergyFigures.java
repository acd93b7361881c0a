package io.conductorloop.ingest.kpi;

import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.TelemetrySample.Power;
import io.conductorloop.ingest.kpi.Kpis.Bases;
import io.conductorloop.ingest.kpi.Kpis.Basis;
import io.conductorloop.ingest.kpi.Kpis.Energy;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the figures of energy from the latest plan of the energy service, while it is good, and from what is counted here. */
public final class EnergyFigures {
    private static final double GIGABITS = 8e-9;
    private static final double KILO = 1e3;

    private final AtomicReference<@Nullable EnergyPlanned> latest = new AtomicReference<>();

    /** Hears a plan; one that is older than the one known says nothing. */
    public void hear(EnergyPlanned plan) {
        latest.accumulateAndGet(
                plan,
                (known, told) ->
                        known != null && told != null && told.decidedAt().isBefore(known.decidedAt()) ? known : told);
    }

    /**
     * The figures now.
     *
     * @param intents made durable in a second
     * @param bytes of their content in a second
     */
    Energy figures(double intents, double bytes, Instant now) {
        EnergyPlanned plan = latest.get();
        if (plan == null || !plan.validUntil().isAfter(now)) {
            return Energy.UNKNOWN;
        }
        Power power = plan.power();
        EnergyPlanned.Grid grid = plan.grid();
        Double efficiency = null;
        Double perJoule = null;
        Basis ofPower = null;
        Basis ofWork = null;
        if (power != null) {
            ofPower = basis(power.estimated());
            if (power.watts() > 0) {
                efficiency = bytes * GIGABITS / power.watts();
                perJoule = intents / power.watts();
                ofWork = ofPower;
            }
        }
        Double emitted = null;
        Basis ofEmissions = null;
        if (power != null && grid != null) {
            emitted = power.watts() / KILO * grid.gramsPerKilowattHour() / KILO;
            ofEmissions = basis(power.estimated() || grid.estimated());
        }
        return new Energy(
                power == null ? null : Double.valueOf(power.watts()),
                efficiency,
                perJoule,
                emitted,
                grid == null ? null : Double.valueOf(grid.gramsPerKilowattHour()),
                plan.pue(),
                new Bases(
                        ofPower,
                        ofWork,
                        ofWork,
                        ofEmissions,
                        grid == null ? null : basis(grid.estimated()),
                        Basis.ESTIMATED));
    }

    private static Basis basis(boolean estimated) {
        return estimated ? Basis.ESTIMATED : Basis.MEASURED;
    }
}
