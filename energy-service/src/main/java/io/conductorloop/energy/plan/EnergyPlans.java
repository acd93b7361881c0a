package io.conductorloop.energy.plan;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Power;
import io.conductorloop.energy.plan.EnergyPlan.Ceiling;
import io.conductorloop.energy.plan.EnergyPlan.Off;
import io.conductorloop.energy.plan.EnergyPlan.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans each service again and again from what its instances tell. A ceiling is advised as long as it stands; once it falls, that
 * is advised at once and not left to the end of its time, and as often as a plan is made until then, as what is published can be
 * lost: so parked workers are there as soon as a service is seen to be late.
 * Not thread-safe.
 */
public final class EnergyPlans {
    private static final String MODEL = "pareto";

    private final EnergyPlanner planner;
    private final Supplier<GridState> grid;
    private final Supplier<@Nullable Power> power;
    private final DoubleSupplier slower;
    private final Terms terms;
    private final Map<String, Service> services = new HashMap<>();

    /**
     * Terms.
     *
     * @param services that are planned
     * @param window how far back loads are looked at
     * @param interval between plans of a service
     * @param validity of one
     * @param pue by which the building adds to what its machines draw
     */
    public record Terms(List<String> services, Duration window, Duration interval, Duration validity, double pue) {
        public Terms {
            services = List.copyOf(services);
        }
    }

    /**
     * A plan and what is said of it.
     *
     * @param directive to whom it concerns; null where there is nothing to say
     */
    public record Decided(
            EnergyPlan plan, EnergyPlanned event, @Nullable Directive directive) {}

    private static final class Service {
        private final LoadWindow window;
        private @Nullable Instant planned;
        private Instant cappedUntil = Instant.MIN;

        Service(LoadWindow window) {
            this.window = window;
        }
    }

    /**
     * Nothing was heard yet.
     *
     * @param grid as it is now
     * @param power of this machine now; null where nobody knows
     * @param slower how many times longer work takes now than at the fastest clock
     */
    public EnergyPlans(
            EnergyPlanner planner,
            Supplier<GridState> grid,
            Supplier<@Nullable Power> power,
            DoubleSupplier slower,
            Terms terms) {
        this.planner = planner;
        this.grid = grid;
        this.power = power;
        this.slower = slower;
        this.terms = terms;
        for (String service : terms.services()) {
            services.put(service, new Service(new LoadWindow(terms.window(), terms.validity())));
        }
    }

    /** Hears what an instance tells; false when its service is not planned. */
    public boolean observe(TelemetrySample sample, Instant now) {
        Service service = services.get(sample.service());
        if (service == null) {
            return false;
        }
        service.window.add(sample, slower.getAsDouble(), now);
        return true;
    }

    /** The plan of a service that was heard; empty when none is due yet. */
    public Optional<Decided> due(String name, Instant now) {
        Service service = services.get(name);
        if (service == null
                || (service.planned != null
                        && now.isBefore(service.planned.plus(terms.interval()))
                        && !now.isBefore(service.planned))) {
            return Optional.empty();
        }
        service.planned = now;
        GridState present = grid.get();
        Optional<ServiceLoad> load = service.window.load(now);
        EnergyPlan plan = load.map(some -> planner.plan(some, present)).orElse(new Off(Why.LOAD_UNKNOWN));
        double confidence = load.map(ServiceLoad::heard).orElse(0.0);
        Directive directive = switch (plan) {
            case Ceiling ceiling -> directive(name, confidence, now, ceiling.workers(), ceiling.step());
            case Off _ -> now.isBefore(service.cappedUntil) ? directive(name, confidence, now, null, null) : null;
        };
        if (plan instanceof Ceiling) {
            service.cappedUntil = now.plus(terms.validity());
        }
        return Optional.of(new Decided(plan, event(name, plan, confidence, present, now), directive));
    }

    private Directive directive(
            String service, double confidence, Instant now, @Nullable Integer workers, @Nullable Integer step) {
        return new Directive(
                service, Directive.ENERGY, MODEL, confidence, now, now.plus(terms.validity()), workers, null, step);
    }

    private EnergyPlanned event(String service, EnergyPlan plan, double confidence, GridState present, Instant now) {
        Ceiling ceiling = plan instanceof Ceiling some ? some : null;
        return new EnergyPlanned(
                service,
                now,
                now.plus(terms.validity()),
                plan.why().name(),
                confidence,
                ceiling == null ? null : ceiling.workers(),
                ceiling == null ? null : ceiling.megahertz(),
                power.get(),
                present.told(),
                terms.pue());
    }
}
