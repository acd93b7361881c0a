package io.conductorloop.state;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Which content a target was sent within a time: the memory of the repeat policy {@code window}. */
public interface RepeatWindow {
    /**
     * Some content for some target.
     *
     * @param sha256 64 hexadecimal digits
     */
    record Said(Target target, String sha256) {}

    /**
     * Who first said each of {@code said} within the window, where somebody did.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    Map<Said, IntentId> first(Collection<Said> said);

    /**
     * Remembers for {@code window} from now who said what, unless somebody earlier still stands there; repeating it does
     * not make the window longer.
     *
     * @param window at least a millisecond
     * @throws StateUnavailableException when the store does not answer; some may be remembered
     */
    void remember(Map<Said, IntentId> said, Duration window);
}
