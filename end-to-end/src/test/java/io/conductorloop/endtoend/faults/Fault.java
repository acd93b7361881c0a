package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.promises.EffectOnce;
import io.conductorloop.testkit.promises.NothingLost;
import io.conductorloop.testkit.promises.OrderPerTarget;
import io.conductorloop.testkit.promises.Promise;
import io.conductorloop.testkit.promises.RepeatsJudged;
import java.util.List;

/** Something that goes wrong while intents are under way. */
interface Fault {
    /** What goes wrong, as the report says it. */
    String name();

    /** Makes ready what the fault needs, before intents come. */
    default void prepare(Trial trial) throws Exception {}

    /** Strikes while intents are under way, at moments that the trial's chance decides, and ends. */
    void strike(Trial trial) throws Exception;

    /** Takes back what {@link #prepare} made, after everything was looked at or failed. */
    default void tidy() throws Exception {}

    /** What holds all the same. */
    default List<Promise> promises() {
        return List.of(new NothingLost(), new EffectOnce(), new OrderPerTarget(), new RepeatsJudged());
    }

    /** Whether those who drop files must live with a full disk, too. */
    default boolean fillsTheDisk() {
        return false;
    }

    /** What the report says besides. */
    default String remark() {
        return "";
    }
}
