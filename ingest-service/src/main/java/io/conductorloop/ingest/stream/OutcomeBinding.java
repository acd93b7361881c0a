package io.conductorloop.ingest.stream;

import io.conductorloop.ingest.feed.OutcomeTap;
import java.util.function.Supplier;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;

/** The tap of {@link StreamOutcomes}: its input binding, which does not start by itself. */
public final class OutcomeBinding implements OutcomeTap {
    /** The binding's name. */
    public static final String NAME = "streamOutcomes-in-0";

    private final Supplier<BindingsLifecycleController> bindings;

    /** @param bindings asked when the tap is first used, as bindings exist only after all beans */
    public OutcomeBinding(Supplier<BindingsLifecycleController> bindings) {
        this.bindings = bindings;
    }

    @Override
    public void open() {
        bindings.get().changeState(NAME, State.STARTED);
    }

    @Override
    public void close() {
        bindings.get().changeState(NAME, State.STOPPED);
    }
}
