package io.conductorloop.executor.porch;

import java.util.List;

/** The repositories that are registered with a Porch server. What is answered may be some seconds old. */
public interface PorchRepositories {
    /** The repository of that name; {@link Answer.Absent} when none is registered. */
    Answer<PorchRepository> find(String name);

    /** All of them, by name. */
    Answer<List<PorchRepository>> registered();
}
